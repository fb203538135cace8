//! Pages saved as MHTML: a mail whose parts are the page and what it shows (RFC 2557), as Chrome, Edge and Internet Explorer
//! write it. Only the page is taken out; the ledger then speaks of the page.

use mailparse::{MailHeaderMap, ParsedMail};

/// The page in an MHTML file, and the address that it was saved from.
#[derive(Debug)]
pub(in crate::source) struct Page {
    /// The page as bytes.
    pub(in crate::source) bytes: Vec<u8>,
    /// Its address, if the file says it.
    pub(in crate::source) address: Option<String>,
}

/// How deep parts may lie in parts; browsers write one level.
const DEEPEST: usize = 8;

/// How many bytes at the start may say that this is MHTML.
const HEAD: usize = 4096;

/// Takes the page out of an MHTML file; none if the bytes are no such file.
pub(in crate::source) fn page(bytes: &[u8]) -> Option<Page> {
    let head = bytes.get(..bytes.len().min(HEAD))?;
    let head = String::from_utf8_lossy(head).to_ascii_lowercase();
    let begins = [
        "from:",
        "mime-version:",
        "subject:",
        "date:",
        "snapshot-content-location:",
        "content-type:",
    ];
    let is_mail = begins.iter().any(|field| head.starts_with(field))
        && head.contains("mime-version:")
        && (head.contains("multipart/related") || head.contains("content-type: text/html"));
    // The library goes down into parts by calling itself.
    let is_deep = || memchr::memmem::find_iter(bytes, b"multipart/").count() > DEEPEST;
    if !is_mail || is_deep() {
        return None;
    }
    let mail = mailparse::parse_mail(bytes).ok()?;
    let part = html_part(&mail)?;
    let address = mail
        .headers
        .get_first_value("Snapshot-Content-Location")
        .or_else(|| part.headers.get_first_value("Content-Location"))
        .filter(|address| address.contains("://"));
    Some(Page {
        bytes: part.get_body_raw().ok()?,
        address,
    })
}

/// The first part that is a page.
fn html_part<'m>(mail: &'m ParsedMail<'m>) -> Option<&'m ParsedMail<'m>> {
    if mail.subparts.is_empty() {
        let kind = mail.ctype.mimetype.as_str();
        return matches!(kind, "text/html" | "application/xhtml+xml").then_some(mail);
    }
    mail.subparts.iter().find_map(html_part)
}
