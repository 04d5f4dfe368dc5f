//! The salon in a real browser: fingers, keys, two screens at once, and how everything looks.

mod camera; // a code read by the camera where the browser reads none
mod count; // stock is counted while sales go on
mod desk; // a receptionist's day, on both engines
mod ledgers; // the screens of money, stock and loyalty
mod live; // what somebody else does appears by itself
mod look; // every screen in three languages, on desk and phone: pictures, overflow, accessibility
mod module; // a module switched off and on while somebody works
mod till; // goods found, scanned and sold
mod money; // a visit is paid for, a shift is closed
mod schedule; // what the scenarios know about the schedule's page
mod screens; // the list of screens
mod touch; // the schedule under a finger
mod weight; // bytes and elements of a page, against their budget
