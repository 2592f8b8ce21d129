//! Civil dates, without clock or zone.

pub use jiff::civil::Date;
