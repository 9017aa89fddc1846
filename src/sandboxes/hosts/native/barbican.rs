//! What a program in Rust reads its input with and makes its output from, and its host: reads requests, calls it, writes
//! replies.
//!
//! ```ignore
//! use barbican::Value;
//!
//! pub fn place(input: &Value) -> Value {
//!     let loads = input["loads"].numbers();
//!     Value::object([("order", order(&loads).into()), ("worst", 0.5.into())])
//! }
//! ```
//!
//! A policy returns what answers an observation: a closure, which remembers what it captured.
//!
//! ```ignore
//! pub fn start(config: &Value) -> impl FnMut(&Value) -> Value {
//!     let mut seen = 0;
//!     move |observation| { seen += 1; seen.into() }
//! }
//! ```
//!
//! What is asked of a value that does not have it panics, and a panic ends the call with an error that says so.
//!
//! Standard input: the nonce. Descriptors 3 and 4: frames as docs/hosts.md says. What comes in was written by the judge,
//! so it is read without asking whether it is JSON.
use std::fmt::Write as _;
use std::fs::File;
use std::io::{Read, Write as _};
use std::ops::Index;
use std::os::fd::FromRawFd;
use std::panic::{catch_unwind, AssertUnwindSafe};
use std::process::exit;

const MESSAGE_CHARACTERS: usize = 2_000;
const MOST_LEVELS: usize = 1_000;
const EXACT_INTEGERS: f64 = 9007199254740992.0;

/// Plain data.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    Null,
    Boolean(bool),
    Number(f64),
    Text(String),
    List(Vec<Value>),
    Object(Vec<(String, Value)>),
}

impl Value {
    pub fn object<'a>(members: impl IntoIterator<Item = (&'a str, Value)>) -> Value {
        let mut made = Value::Object(Vec::new());
        members.into_iter().for_each(|(name, value)| made.set(name, value));
        made
    }

    pub fn boolean(&self) -> bool {
        match self {
            Value::Boolean(boolean) => *boolean,
            other => other.refuse("a boolean"),
        }
    }

    pub fn number(&self) -> f64 {
        match self {
            Value::Number(number) => *number,
            other => other.refuse("a number"),
        }
    }

    /// A number without a fraction.
    pub fn integer(&self) -> i64 {
        let number = self.number();
        if number.abs() > EXACT_INTEGERS || number != number.floor() {
            panic!("{number} is not a whole number");
        }
        number as i64
    }

    pub fn text(&self) -> &str {
        match self {
            Value::Text(text) => text,
            other => other.refuse("a text"),
        }
    }

    pub fn list(&self) -> &[Value] {
        match self {
            Value::List(items) => items,
            other => other.refuse("a list"),
        }
    }

    /// Name and value of each member, in order.
    pub fn members(&self) -> &[(String, Value)] {
        match self {
            Value::Object(members) => members,
            other => other.refuse("an object"),
        }
    }

    pub fn numbers(&self) -> Vec<f64> {
        self.list().iter().map(Value::number).collect()
    }

    pub fn integers(&self) -> Vec<i64> {
        self.list().iter().map(Value::integer).collect()
    }

    pub fn get(&self, name: &str) -> Option<&Value> {
        self.members().iter().find(|(known, _)| known == name).map(|(_, value)| value)
    }

    /// Sets a member of an object, in place of one of the same name.
    pub fn set(&mut self, name: &str, value: Value) {
        let Value::Object(members) = self else { self.refuse("an object") };
        match members.iter_mut().find(|(known, _)| known == name) {
            Some(member) => member.1 = value,
            None => members.push((name.to_string(), value)),
        }
    }

    fn refuse(&self, wanted: &str) -> ! {
        let kind = match self {
            Value::Null => "null",
            Value::Boolean(_) => "a boolean",
            Value::Number(_) => "a number",
            Value::Text(_) => "a text",
            Value::List(_) => "a list",
            Value::Object(_) => "an object",
        };
        panic!("{kind} where {wanted} is wanted")
    }
}

/// The member of that name; it must be there.
impl Index<&str> for Value {
    type Output = Value;
    fn index(&self, name: &str) -> &Value {
        self.get(name).unwrap_or_else(|| panic!("there is no member \"{name}\""))
    }
}

/// The item of a list.
impl Index<usize> for Value {
    type Output = Value;
    fn index(&self, at: usize) -> &Value {
        &self.list()[at]
    }
}

macro_rules! from_number {
    ($($number:ty)*) => { $(impl From<$number> for Value {
        fn from(number: $number) -> Value { Value::Number(number as f64) }
    })* };
}
from_number!(f64 f32 i8 i16 i32 i64 isize u8 u16 u32 u64 usize);

impl From<bool> for Value {
    fn from(boolean: bool) -> Value {
        Value::Boolean(boolean)
    }
}

impl From<()> for Value {
    fn from(_: ()) -> Value {
        Value::Null
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Value {
        Value::Text(text.to_string())
    }
}

impl From<String> for Value {
    fn from(text: String) -> Value {
        Value::Text(text)
    }
}

impl From<&Value> for Value {
    fn from(value: &Value) -> Value {
        value.clone()
    }
}

impl<T: Into<Value>> From<Vec<T>> for Value {
    fn from(items: Vec<T>) -> Value {
        Value::List(items.into_iter().map(Into::into).collect())
    }
}

impl<T: Clone + Into<Value>> From<&[T]> for Value {
    fn from(items: &[T]) -> Value {
        Value::List(items.iter().cloned().map(Into::into).collect())
    }
}

impl<T: Into<Value>> From<Option<T>> for Value {
    fn from(value: Option<T>) -> Value {
        value.map_or(Value::Null, Into::into)
    }
}

struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl Reader<'_> {
    fn skip_blanks(&mut self) {
        while matches!(self.bytes[self.at], b' ' | b'\n' | b'\t' | b'\r') {
            self.at += 1;
        }
    }

    fn value(&mut self) -> Value {
        self.skip_blanks();
        match self.bytes[self.at] {
            b'{' => self.object(),
            b'[' => self.items(),
            b'"' => Value::Text(self.text()),
            b't' => self.word(4, Value::Boolean(true)),
            b'f' => self.word(5, Value::Boolean(false)),
            b'n' => self.word(4, Value::Null),
            _ => self.number(),
        }
    }

    fn word(&mut self, length: usize, value: Value) -> Value {
        self.at += length;
        value
    }

    /// Whether another item comes before `close`.
    fn has_more(&mut self, close: u8) -> bool {
        self.skip_blanks();
        let found = self.bytes[self.at];
        if found == close || found == b',' {
            self.at += 1;
        }
        found != close
    }

    fn items(&mut self) -> Value {
        let mut items = Vec::new();
        self.at += 1;
        while self.has_more(b']') {
            items.push(self.value());
        }
        Value::List(items)
    }

    fn object(&mut self) -> Value {
        let mut members = Vec::new();
        self.at += 1;
        while self.has_more(b'}') {
            self.skip_blanks();
            let name = self.text();
            self.skip_blanks();
            self.at += 1;
            members.push((name, self.value()));
        }
        Value::Object(members)
    }

    fn number(&mut self) -> Value {
        let from = self.at;
        while self.at < self.bytes.len() && matches!(self.bytes[self.at], b'0'..=b'9' | b'-' | b'+' | b'.' | b'e' | b'E') {
            self.at += 1;
        }
        let digits = std::str::from_utf8(&self.bytes[from..self.at]).unwrap_or("");
        Value::Number(digits.parse().unwrap_or(f64::NAN))
    }

    fn text(&mut self) -> String {
        let mut text = Vec::new();
        self.at += 1;
        loop {
            let byte = self.bytes[self.at];
            self.at += 1;
            match byte {
                b'"' => return String::from_utf8_lossy(&text).into_owned(),
                b'\\' => self.escape(&mut text),
                other => text.push(other),
            }
        }
    }

    fn escape(&mut self, text: &mut Vec<u8>) {
        let byte = self.bytes[self.at];
        self.at += 1;
        text.push(match byte {
            b'b' => 8,
            b'f' => 12,
            b'n' => b'\n',
            b'r' => b'\r',
            b't' => b'\t',
            b'u' => {
                let code = self.code_point();
                // A half of a pair alone becomes the replacement character.
                let letter = char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER);
                return text.extend(letter.to_string().as_bytes());
            }
            other => other,
        });
    }

    fn code_point(&mut self) -> u32 {
        let high = self.hexadecimal();
        if !(0xd800..0xdc00).contains(&high) || !self.bytes[self.at..].starts_with(b"\\u") {
            return high;
        }
        let after = self.at;
        self.at += 2;
        let low = self.hexadecimal();
        if (0xdc00..0xe000).contains(&low) {
            return 0x10000 + ((high - 0xd800) << 10) + (low - 0xdc00);
        }
        self.at = after;
        high
    }

    fn hexadecimal(&mut self) -> u32 {
        let digits = std::str::from_utf8(&self.bytes[self.at..self.at + 4]).unwrap_or("");
        self.at += 4;
        u32::from_str_radix(digits, 16).unwrap_or(0xfffd)
    }
}

fn put_text(to: &mut String, text: &str) {
    to.push('"');
    for letter in text.chars() {
        match letter {
            '"' | '\\' => {
                to.push('\\');
                to.push(letter);
            }
            control if (control as u32) < 0x20 => {
                let _ = write!(to, "\\u{:04x}", control as u32);
            }
            other => to.push(other),
        }
    }
    to.push('"');
}

fn put_number(to: &mut String, number: f64) {
    if !number.is_finite() {
        to.push_str("null");
    } else if number.abs() < 1e15 && number == number.trunc() && !(number == 0.0 && number.is_sign_negative()) {
        let _ = write!(to, "{}", number as i64);
    } else {
        let _ = write!(to, "{number:e}");
    }
}

fn put_value(to: &mut String, value: &Value, level: usize) {
    if level > MOST_LEVELS {
        panic!("the output is nested more than {MOST_LEVELS} levels deep");
    }
    match value {
        Value::Null => to.push_str("null"),
        Value::Boolean(boolean) => to.push_str(if *boolean { "true" } else { "false" }),
        Value::Number(number) => put_number(to, *number),
        Value::Text(text) => put_text(to, text),
        Value::List(items) => {
            to.push('[');
            for (i, item) in items.iter().enumerate() {
                to.push_str(if i > 0 { "," } else { "" });
                put_value(to, item, level + 1);
            }
            to.push(']');
        }
        Value::Object(members) => {
            to.push('{');
            for (i, (name, value)) in members.iter().enumerate() {
                to.push_str(if i > 0 { "," } else { "" });
                put_text(to, name);
                to.push(':');
                put_value(to, value, level + 1);
            }
            to.push('}');
        }
    }
}

/// The judge's two descriptors.
struct Channel {
    requests: File,
    replies: File,
}

impl Channel {
    /// The next request; the end of this process when the judge has left.
    fn receive(&mut self) -> Value {
        let mut head = [0; 4];
        if self.requests.read_exact(&mut head).is_err() {
            exit(0);
        }
        let mut body = vec![0; u32::from_le_bytes(head) as usize];
        if self.requests.read_exact(&mut body).is_err() {
            exit(0);
        }
        Reader { bytes: &body, at: 0 }.value()
    }

    fn send(&mut self, text: &str) {
        let mut frame = (text.len() as u32).to_le_bytes().to_vec();
        frame.extend(text.as_bytes());
        if self.replies.write_all(&frame).is_err() {
            exit(0);
        }
    }
}

fn outputs_of(inputs: &[Value], answer: &mut impl FnMut(&Value) -> Value) -> String {
    let mut text = String::from("[");
    for (i, input) in inputs.iter().enumerate() {
        text.push_str(if i > 0 { "," } else { "" });
        put_value(&mut text, &answer(input), 1);
    }
    text + "]"
}

/// Answers requests until the judge has left.
pub fn serve(mut answer: impl FnMut(&Value) -> Value) -> ! {
    let mut nonce = String::new();
    let _ = std::io::stdin().read_line(&mut nonce);
    let head = format!("{{\"nonce\":\"{}\",", nonce.trim_end());
    // They are this process's from its start.
    let mut channel = unsafe { Channel { requests: File::from_raw_fd(3), replies: File::from_raw_fd(4) } };
    channel.send(&format!("{head}\"ready\":true}}"));
    loop {
        let request = channel.receive();
        let id = request["id"].text();
        match catch_unwind(AssertUnwindSafe(|| outputs_of(request["inputs"].list(), &mut answer))) {
            Ok(outputs) => channel.send(&format!("{head}\"id\":\"{id}\",\"outputs\":{outputs}}}")),
            Err(panic) => {
                let said = panic.downcast_ref::<String>().map(String::as_str);
                let said = said.or_else(|| panic.downcast_ref::<&str>().copied()).unwrap_or("it panicked");
                let mut message = String::new();
                put_text(&mut message, &format!("panic: {said}").chars().take(MESSAGE_CHARACTERS).collect::<String>());
                channel.send(&format!("{head}\"id\":\"{id}\",\"error\":{{\"message\":{message}}}}}"));
            }
        }
    }
}

/// A policy as one function: of the first input a step, which each further one is for.
pub fn steps<Step, Answer>(start: impl Fn(&Value) -> Step) -> impl FnMut(&Value) -> Value
where
    Answer: Into<Value>,
    Step: FnMut(&Value) -> Answer,
{
    let mut step: Option<Step> = None;
    move |input| match step.as_mut() {
        Some(step) => step(input).into(),
        None => {
            step = Some(start(input));
            Value::Null
        }
    }
}
