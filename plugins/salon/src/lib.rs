//! The salon itself: branches, services, staff and their shifts.
