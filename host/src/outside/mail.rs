//! One letter through the salon's mail server, which the operator names. It may stand in the salon's own network, so
//! the rules about addresses do not hold here: modules choose the letter, never the server.

use lettre::message::header::ContentType;
use lettre::message::{Mailbox, MultiPart};
use lettre::{AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor};

use super::OutsideError;

/// A letter as a module wrote it.
#[derive(Clone, Debug, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Letter {
    pub to: String,
    pub subject: String,
    pub text: String,
    pub html: Option<String>,
    pub reply_to: Option<String>,
}

impl Letter {
    /// Can it be addressed at all?
    ///
    /// # Errors
    /// A sentence for the author.
    pub fn check(&self) -> Result<(), String> {
        address(&self.to)?;
        self.reply_to.as_deref().map_or(Ok(()), |reply_to| address(reply_to).map(|_| ()))?;
        if self.subject.is_empty() || self.subject.len() > 500 || self.subject.contains(['\r', '\n']) {
            return Err("a letter's subject is one line of 1 to 500 bytes".into());
        }
        Ok(())
    }
}

fn address(text: &str) -> Result<Mailbox, String> {
    text.parse().map_err(|_| "a letter goes to one address, name@host".to_owned())
}

/// The salon's mail server.
#[derive(Clone)]
pub struct Mailer {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    from: Mailbox,
}

impl Mailer {
    /// `server`: `smtps://user:password@host:465`, or `smtp://…?tls=required`.
    ///
    /// # Errors
    /// When the address of the server or of the sender cannot be used. The message holds neither.
    pub fn new(server: &str, from: &str) -> Result<Self, OutsideError> {
        let refused = |text: &str| OutsideError::Refused(text.to_owned());
        let transport = AsyncSmtpTransport::<Tokio1Executor>::from_url(server).map_err(|_| {
            refused("the mail server's address cannot be used; write smtps://user:password@host:465")
        })?;
        let from =
            address(from).map_err(|_| refused("the sender's address cannot be used; write name@host"))?;
        Ok(Self { transport: transport.timeout(Some(crate::limit::MAIL_DEADLINE)).build(), from })
    }

    /// Hands a letter over. `key` names it for good: servers and readers know a second copy by it.
    ///
    /// # Errors
    /// [`OutsideError::Refused`] when the server will never take it, [`OutsideError::Failed`] otherwise.
    pub async fn send(&self, letter: &Letter, key: &str) -> Result<(), OutsideError> {
        let refused = |text: String| OutsideError::Refused(text);
        let mut message = Message::builder()
            .from(self.from.clone())
            .to(address(&letter.to).map_err(refused)?)
            .subject(&letter.subject)
            .message_id(Some(format!("<{key}@{}>", self.from.email.domain())));
        if let Some(reply_to) = &letter.reply_to {
            message = message.reply_to(address(reply_to).map_err(refused)?);
        }
        let message = match &letter.html {
            Some(html) => {
                message.multipart(MultiPart::alternative_plain_html(letter.text.clone(), html.clone()))
            }
            None => message.header(ContentType::TEXT_PLAIN).body(letter.text.clone()),
        };
        let message = message.map_err(|e| refused(format!("the letter cannot be written: {e}")))?;
        match self.transport.send(message).await {
            Ok(_) => Ok(()),
            Err(e) if e.is_permanent() => Err(refused("the mail server refused the letter".into())),
            Err(e) => Err(OutsideError::Failed(format!("the mail server did not take the letter: {e}"))),
        }
    }
}
