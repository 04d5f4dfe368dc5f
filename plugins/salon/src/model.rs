//! Rules about the salon, without I/O: rhythms and times of shifts, names of jobs and categories, prices of lists.

pub mod naming; // what people, jobs and categories are called in three languages
pub mod rhythm; // 2/2, 5/2, 6/1: on which days somebody works
pub mod sheet; // cells of somebody's price list or staff list
pub mod times; // wall times of shifts and breaks
