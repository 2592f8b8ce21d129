//! Reads what people write for a period. First the form ([`Shape`]), then its meaning, which the kind
//! given by the measure settles where the form alone does not. Nothing is guessed: `2010-11` without a
//! kind is refused with both its readings.

use super::shape::Token::{self, *};
use super::shape::Tokens;
use super::{FIRST_YEAR, LAST_YEAR, Period, PeriodFault, PeriodKind, YearStart};
use crate::data::date::{self, Date};

type Fault = PeriodFault;
type YearMonth = (i16, i8);

/// The form of a written period, before its kind is settled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shape {
    /// `2019-06-30`
    Day(Date),
    /// `2019-06`, `June 2019`
    Month(i16, i8),
    /// `2010-11`, which may be a month or two years
    MonthOrYears(i16, i8),
    /// `2019`
    Year(i16),
    /// `2017/18`, `2017-18`, `2017/2018`
    TwoYears(i16),
    /// `2017-2018`, which may be a financial year or both years
    TwoYearsOrBoth(i16),
    /// `2018-10/2019-09`
    Months(YearMonth, YearMonth),
    /// `April to June 2019`, which is a quarter if it can be
    MonthsInWords(YearMonth, YearMonth),
    /// One that says its kind.
    Settled(Period),
}

impl Period {
    /// Reads a written period. `kind` is what the measure says its periods are, if it says so.
    ///
    /// # Errors
    /// The text is no period, can be read in two ways, names a day that does not exist, or is of another kind.
    pub fn parse(text: &str, kind: Option<PeriodKind>) -> Result<Self, PeriodFault> {
        let tokens = Tokens::of(text);
        if tokens.as_slice().is_empty() {
            return Err(Fault::Empty);
        }
        let shape = shape(tokens.as_slice()).map_err(|fault| match fault {
            Fault::NotAPeriod(_) => Fault::NotAPeriod(kind),
            other => other,
        })?;
        match kind {
            None => alone(shape),
            Some(kind) => of_kind(shape, kind),
        }
    }
}

/// The meaning of a shape when nothing else is known.
fn alone(shape: Shape) -> Result<Period, Fault> {
    match shape {
        Shape::Day(day) => made(Period::day(day)),
        Shape::Month(year, month) => made(Period::month(year, month)),
        Shape::MonthOrYears(year, month) => {
            Err(Fault::Ambiguous(made(Period::month(year, month))?, made(Period::financial_year(year))?))
        }
        Shape::Year(year) => made(Period::calendar_year(year)),
        Shape::TwoYears(year) => made(Period::financial_year(year)),
        Shape::TwoYearsOrBoth(year) => {
            Err(Fault::Ambiguous(made(Period::financial_year(year))?, made(Period::years_between(year, year + 1))?))
        }
        Shape::Months(first, last) => months_between(first, last),
        Shape::MonthsInWords(first, last) => {
            let months = months_between(first, last)?;
            Ok(Period::exactly(PeriodKind::Quarter, months.start(), months.end()).unwrap_or(months))
        }
        Shape::Settled(period) => Ok(period),
    }
}

/// The meaning of a shape where periods are of `kind`.
fn of_kind(shape: Shape, kind: PeriodKind) -> Result<Period, Fault> {
    use PeriodKind as K;
    match (shape, kind) {
        (Shape::Day(day), K::Wave) => made(Period::wave(0, day)),
        (Shape::Day(day), K::YearEnding) => year_ending_on(day),
        (Shape::Month(year, month) | Shape::MonthOrYears(year, month), K::Month) => made(Period::month(year, month)),
        (Shape::Month(year, month) | Shape::MonthOrYears(year, month), K::YearEnding) => {
            made(Period::year_ending(year, month))
        }
        (Shape::Month(year, month) | Shape::MonthOrYears(year, month), K::YearToDate) => {
            made(Period::year_to_date(YearStart::April, year, month))
        }
        (Shape::MonthOrYears(year, _) | Shape::TwoYears(year) | Shape::TwoYearsOrBoth(year), K::FinancialYear) => {
            made(Period::financial_year(year))
        }
        (Shape::MonthOrYears(year, _) | Shape::TwoYears(year) | Shape::TwoYearsOrBoth(year), K::AcademicYear) => {
            made(Period::academic_year(year))
        }
        (Shape::TwoYearsOrBoth(year), K::Years) => made(Period::years_between(year, year + 1)),
        (Shape::Year(year), K::FinancialYear) => {
            Err(Fault::Ambiguous(made(Period::financial_year(year - 1))?, made(Period::financial_year(year))?))
        }
        (Shape::Year(year), K::AcademicYear) => {
            Err(Fault::Ambiguous(made(Period::academic_year(year - 1))?, made(Period::academic_year(year))?))
        }
        (Shape::Year(_), K::YearEnding) => Err(Fault::NoMonth),
        (Shape::Year(_) | Shape::TwoYears(_), K::YearToDate) => Err(Fault::NoEnd),
        (Shape::Months(first, last) | Shape::MonthsInWords(first, last), _) => {
            let months = months_between(first, last)?;
            Period::exactly(kind, months.start(), months.end()).ok_or(Fault::WrongKind(months, kind))
        }
        _ => {
            let got = match shape {
                Shape::MonthOrYears(year, month) => made(Period::month(year, month))?,
                Shape::TwoYearsOrBoth(year) => made(Period::financial_year(year))?,
                other => alone(other)?,
            };
            if got.kind() == kind { Ok(got) } else { Err(Fault::WrongKind(got, kind)) }
        }
    }
}

/// The form of a period's tokens.
fn shape(tokens: &[Token]) -> Result<Shape, Fault> {
    if let Some(shape) = simple(tokens)? {
        return Ok(shape);
    }
    match tokens {
        [YearEnding, rest @ ..] => year_ending(rest),
        [YearToDate, To, rest @ ..] | [YearToDate, rest @ ..] => to_date(None, rest),
        [Financial, rest @ ..] | [rest @ .., Financial] => named_year(rest, Period::financial_year),
        [Academic, rest @ ..] | [rest @ .., Academic] => named_year(rest, Period::academic_year),
        [Wave, rest @ ..] => wave(rest),
        [rest @ .., Open, YearToDate, Close] => to_date_in_words(rest),
        [year @ .., YearToDate] if simple(year)?.is_some() => Err(Fault::NoEnd),
        _ => range(tokens),
    }
}

/// One day, month, quarter or year, without a word that names its kind.
fn simple(tokens: &[Token]) -> Result<Option<Shape>, Fault> {
    let shape = match *tokens {
        [Digits(4, y)] => Shape::Year(year(y)?),
        [Digits(4, y), Dash, Digits(2, m), Dash, Digits(2, d)] => day(y, m, d)?,
        [Digits(1 | 2, d), Month(m), Digits(4, y)] => day(y, m as u32, d)?,
        [Digits(4, y), Dash, Digits(2, m)] if m == (y + 1) % 100 => month_or_years(year(y)?, m),
        [Digits(4, y), Dash, Digits(2, m)] => Shape::Month(year(y)?, month(m)?),
        [Month(m), Digits(4, y)] => Shape::Month(year(y)?, m),
        [Digits(4, y), Quarter(q)]
        | [Digits(4, y), Dash, Quarter(q)]
        | [Quarter(q), Digits(4, y)]
        | [Quarter(q), Dash, Digits(4, y)] => calendar_quarter(year(y)?, q)?,
        [Digits(4, y), Slash | Dash, Digits(2 | 4, next), Quarter(q)]
        | [Quarter(q), Digits(4, y), Slash | Dash, Digits(2 | 4, next)] => financial_quarter(pair(y, next)?, q)?,
        [Digits(4, y), Slash, Digits(2, next)] => Shape::TwoYears(pair(y, next)?),
        [Digits(4, y), Slash, Digits(4, next)] if next == y + 1 => Shape::TwoYears(year(y)?),
        [Digits(4, y), Dash, Digits(4, next)] if next == y + 1 => Shape::TwoYearsOrBoth(year(y)?),
        [Digits(1 | 2, _), Slash | Dash, Digits(1 | 2, _), Slash | Dash, Digits(2 | 4, _)]
        | [Digits(4, _), Slash, Digits(1 | 2, _), Slash, Digits(1 | 2, _)]
        | [Digits(1 | 2, _), Slash | Dash, Digits(4, _)]
        | [Month(_), Dash, Digits(2, _)]
        | [Month(_), Digits(2, _)]
        | [Digits(2, _), Dash, Month(_)] => return Err(Fault::UnknownOrder),
        _ => return Ok(None),
    };
    Ok(Some(shape))
}

/// Two ends with "to", a dash or a slash between.
fn range(tokens: &[Token]) -> Result<Shape, Fault> {
    if let [Month(first), To | Dash, Month(last), Digits(4, y)] = *tokens {
        let year = year(y)?;
        return Ok(Shape::MonthsInWords((year, first), (year, last)));
    }
    let ends = |at: usize| -> Result<Option<(Shape, Shape)>, Fault> {
        Ok(simple(&tokens[..at])?.zip(simple(&tokens[at + 1..])?))
    };
    for (at, token) in tokens.iter().enumerate().filter(|(_, token)| matches!(token, To | Slash | Dash)) {
        match (ends(at)?, token) {
            (Some((Shape::Year(first), Shape::Year(last))), _) => return years_between(first, last),
            (Some((first, last)), To | Slash) => {
                if let Some((first, last)) = whole_month(first).zip(whole_month(last)) {
                    return Ok(match token {
                        To => Shape::MonthsInWords(first, last),
                        _ => Shape::Months(first, last),
                    });
                }
                if let (Shape::TwoYears(first), Shape::TwoYears(last), To) = (first, last, token) {
                    return months_between((first, 4), (last + 1, 3)).map(Shape::Settled);
                }
            }
            _ => {}
        }
    }
    match tokens {
        [Digits(4, y), YearToDate, To, rest @ ..] | [Digits(4, y), YearToDate, rest @ ..] => {
            to_date(Some((YearStart::January, year(*y)?)), rest)
        }
        [Digits(4, y), Slash | Dash, Digits(2 | 4, next), YearToDate, To, rest @ ..]
        | [Digits(4, y), Slash | Dash, Digits(2 | 4, next), YearToDate, rest @ ..] => {
            to_date(Some((YearStart::April, pair(*y, *next)?)), rest)
        }
        _ => Err(Fault::NotAPeriod(None)),
    }
}

/// A month inside a range, where `2010-11` can only be a month.
fn whole_month(shape: Shape) -> Option<YearMonth> {
    match shape {
        Shape::Month(year, month) | Shape::MonthOrYears(year, month) if month <= 12 => Some((year, month)),
        _ => None,
    }
}

fn year_ending(rest: &[Token]) -> Result<Shape, Fault> {
    match simple(rest)? {
        Some(Shape::Day(day)) => year_ending_on(day).map(Shape::Settled),
        Some(Shape::Year(_)) => Err(Fault::NoMonth),
        Some(shape) => {
            let (year, month) = whole_month(shape).ok_or(Fault::NotAPeriod(None))?;
            settled(Period::year_ending(year, month))
        }
        None => Err(Fault::NotAPeriod(None)),
    }
}

fn year_ending_on(day: Date) -> Result<Period, Fault> {
    if day != day.last_of_month() {
        return Err(Fault::NotMonthEnd);
    }
    made(Period::year_ending(day.year(), day.month()))
}

/// `rest` is the last month; `given` the year that was written before it, which it must lie in.
fn to_date(given: Option<(YearStart, i16)>, rest: &[Token]) -> Result<Shape, Fault> {
    let (year, month) = simple(rest)?.and_then(whole_month).ok_or(Fault::NoEnd)?;
    let start = given.map_or(YearStart::April, |(start, _)| start);
    let period = made(Period::year_to_date(start, year, month))?;
    match given {
        Some((_, first)) if period.start().year() != first => {
            Err(Fault::Impossible(format!("{} {year} is not in that year", date::month_name(month))))
        }
        _ => Ok(Shape::Settled(period)),
    }
}

/// `April to June 2019 (year to date)`, the label read back.
fn to_date_in_words(months: &[Token]) -> Result<Shape, Fault> {
    let (first, last) = match simple(months)? {
        Some(shape) => whole_month(shape).map(|month| (month, month)).ok_or(Fault::NotAPeriod(None))?,
        None => match range(months)? {
            Shape::MonthsInWords(first, last) => (first, last),
            _ => return Err(Fault::NotAPeriod(None)),
        },
    };
    let (start, end) =
        date::first_of_month(first.0, first.1).zip(date::last_of_month(last.0, last.1)).ok_or(Fault::OutOfRange)?;
    settled(Period::exactly(PeriodKind::YearToDate, start, end))
}

fn named_year(rest: &[Token], make: fn(i16) -> Option<Period>) -> Result<Shape, Fault> {
    match simple(rest)? {
        Some(Shape::TwoYears(year) | Shape::TwoYearsOrBoth(year) | Shape::MonthOrYears(year, _)) => settled(make(year)),
        Some(Shape::Year(year)) => Err(Fault::Ambiguous(made(make(year - 1))?, made(make(year))?)),
        _ => Err(Fault::NotAPeriod(None)),
    }
}

fn wave(rest: &[Token]) -> Result<Shape, Fault> {
    let (number, day) = match rest {
        [Digits(1..=3, number), Open, day @ .., Close] | [Digits(1..=3, number), day @ ..]
            if simple(rest)?.is_none() =>
        {
            (*number as u16, day)
        }
        day => (0, day),
    };
    match simple(day)? {
        Some(Shape::Day(day)) => settled(Period::wave(number, day)),
        _ => Err(Fault::NotAPeriod(Some(PeriodKind::Wave))),
    }
}

fn day(y: u32, m: u32, d: u32) -> Result<Shape, Fault> {
    let (year, month) = (year(y)?, month(m)?);
    date::date(year, month, d.min(99) as i8)
        .map(Shape::Day)
        .ok_or_else(|| Fault::Impossible(format!("there is no {d} {} in {year}", date::month_name(month))))
}

/// `2010-11` or, where the second part is no month, `2017-18`.
fn month_or_years(year: i16, m: u32) -> Shape {
    match month(m) {
        Ok(month) => Shape::MonthOrYears(year, month),
        Err(_) => Shape::TwoYears(year),
    }
}

fn calendar_quarter(year: i16, q: u32) -> Result<Shape, Fault> {
    quarter(q).and_then(|q| settled(Period::quarter(year, q)))
}

/// The first quarter of a financial year is the second of the calendar year, the last the first of the next.
fn financial_quarter(year: i16, q: u32) -> Result<Shape, Fault> {
    match quarter(q)? {
        4 => settled(Period::quarter(year + 1, 1)),
        q => settled(Period::quarter(year, q + 1)),
    }
}

fn quarter(q: u32) -> Result<i8, Fault> {
    if (1..=4).contains(&q) { Ok(q as i8) } else { Err(Fault::Impossible(format!("there is no quarter {q}"))) }
}

fn month(m: u32) -> Result<i8, Fault> {
    if (1..=12).contains(&m) { Ok(m as i8) } else { Err(Fault::Impossible(format!("there is no month {m}"))) }
}

fn year(y: u32) -> Result<i16, Fault> {
    i16::try_from(y).ok().filter(|year| (FIRST_YEAR..=LAST_YEAR).contains(year)).ok_or(Fault::OutOfRange)
}

/// The first of two years in a row.
fn pair(y: u32, next: u32) -> Result<i16, Fault> {
    let follows = next == y + 1 || (next < 100 && next == (y + 1) % 100);
    if follows { year(y) } else { Err(Fault::Impossible(format!("{next:02} is not the year after {y}"))) }
}

fn settled(period: Option<Period>) -> Result<Shape, Fault> {
    made(period).map(Shape::Settled)
}

fn months_between(first: YearMonth, last: YearMonth) -> Result<Period, Fault> {
    if first < last { made(Period::months_between(first, last)) } else { Err(Fault::Reversed) }
}

fn years_between(first: i16, last: i16) -> Result<Shape, Fault> {
    if first < last { settled(Period::years_between(first, last)) } else { Err(Fault::Reversed) }
}

/// What a constructor made. Parts and order were checked before, so what is left is a span that leaves the
/// years that are read.
fn made(period: Option<Period>) -> Result<Period, Fault> {
    period.ok_or(Fault::OutOfRange)
}
