//! One HTTPS request. The name is looked up once, every answer is judged, and the connection goes to that very
//! address: a name that changes its answer between the two changes nothing (security.md 4.2). No redirects, no
//! proxies, no kept connections, no decompression.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use http::{HeaderValue, Method, header};
use http_body_util::{BodyExt, Full, LengthLimitError, Limited};
use hyper::body::Bytes;
use hyper_util::rt::TokioIo;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;
use tokio_rustls::rustls::pki_types::ServerName;
use tokio_rustls::rustls::{ClientConfig, RootCertStore};
use url::{Host, Url};

use super::OutsideError;
use super::address::is_public;
use crate::limit;

/// A host and port, as a manifest grants them.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// Lower case, punycode; never a literal address.
    pub host: String,
    pub port: u16,
}

impl std::fmt::Display for Place {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}:{}", self.host, self.port)
    }
}

impl Place {
    /// Where an address leads, if it is one that could be granted.
    ///
    /// # Errors
    /// A sentence for the author of the request; it never repeats the address, which may hold a secret.
    pub fn of(url: &Url) -> Result<Self, String> {
        if url.scheme() != "https" {
            return Err("the address must begin with https://".into());
        }
        if !url.username().is_empty() || url.password().is_some() {
            return Err("the address may not hold a user name or a password".into());
        }
        match url.host() {
            Some(Host::Domain(host)) if host.contains('.') && !host.ends_with('.') => {
                Ok(Self { host: host.to_owned(), port: url.port_or_known_default().unwrap_or(443) })
            }
            _ => Err("the address must name a host, not a number".into()),
        }
    }
}

/// A request that may be sent; its parts hold no line breaks.
#[derive(Clone, Debug)]
pub struct Request {
    pub method: Method,
    pub url: Url,
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
    pub timeout: Duration,
}

/// What came back, whatever its status.
#[derive(Clone, Debug)]
pub struct Response {
    pub status: u16,
    /// Readable ones, names in small letters.
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

/// Sends requests. Clones share the list of trusted authorities.
#[derive(Clone)]
pub struct Client {
    tls: TlsConnector,
    /// `name:port` → an address that is reached without TLS and without judging it: for tests, by the operator's word.
    test: Arc<BTreeMap<String, SocketAddr>>,
}

impl Client {
    pub fn new(test: BTreeMap<String, SocketAddr>) -> Self {
        let roots = RootCertStore { roots: webpki_roots::TLS_SERVER_ROOTS.to_vec() };
        let provider = Arc::new(tokio_rustls::rustls::crypto::ring::default_provider());
        let config = ClientConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .expect("ring speaks TLS 1.2 and 1.3")
            .with_root_certificates(roots)
            .with_no_client_auth();
        Self { tls: TlsConnector::from(Arc::new(config)), test: Arc::new(test) }
    }

    /// Sends a request and reads the answer.
    ///
    /// # Errors
    /// [`OutsideError::Refused`] where the address is not one to be reached, or the answer is too large;
    /// [`OutsideError::Failed`] when nobody answered in time.
    pub async fn send(&self, request: Request) -> Result<Response, OutsideError> {
        let place = Place::of(&request.url).map_err(OutsideError::Refused)?;
        let patience = request.timeout.min(limit::EGRESS_DEADLINE);
        match tokio::time::timeout(patience, self.exchange(&place, request)).await {
            Ok(answer) => answer,
            Err(_) => Err(OutsideError::Failed(format!("{place} did not answer in time"))),
        }
    }

    async fn exchange(&self, place: &Place, request: Request) -> Result<Response, OutsideError> {
        if let Some(address) = self.test.get(&place.to_string()) {
            return talk(place, connect(place, &[*address]).await?, request).await;
        }
        let addresses = lookup(place).await?;
        let stream = connect(place, &addresses).await?;
        let name = ServerName::try_from(place.host.clone())
            .map_err(|_| OutsideError::Refused(format!("{} is no name for TLS", place.host)))?;
        let stream = self.tls.connect(name, stream).await;
        let stream =
            stream.map_err(|e| OutsideError::Failed(format!("{place} could not prove who it is: {e}")))?;
        talk(place, stream, request).await
    }
}

async fn lookup(place: &Place) -> Result<Vec<SocketAddr>, OutsideError> {
    let found = tokio::net::lookup_host((place.host.as_str(), place.port)).await;
    let found = found.map_err(|_| OutsideError::Failed(format!("the name {} is not known", place.host)))?;
    judge(place, found.collect())
}

/// One bad answer spoils them all: a name that leads both outside and inside is an attack or a mistake.
fn judge(place: &Place, found: Vec<SocketAddr>) -> Result<Vec<SocketAddr>, OutsideError> {
    if found.is_empty() {
        return Err(OutsideError::Failed(format!("the name {} has no address", place.host)));
    }
    if found.iter().all(|address| is_public(address.ip())) {
        return Ok(found);
    }
    Err(OutsideError::Refused(format!("{} leads to an address that is not public", place.host)))
}

async fn connect(place: &Place, addresses: &[SocketAddr]) -> Result<TcpStream, OutsideError> {
    for address in addresses.iter().take(4) {
        if let Ok(Ok(stream)) = tokio::time::timeout(CONNECT, TcpStream::connect(address)).await {
            return Ok(stream);
        }
    }
    Err(OutsideError::Failed(format!("{place} cannot be reached")))
}

/// What one of several addresses is waited for.
const CONNECT: Duration = Duration::from_secs(3);

async fn talk<S>(place: &Place, stream: S, request: Request) -> Result<Response, OutsideError>
where
    S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
{
    let failed = |e: hyper::Error| OutsideError::Failed(format!("{place} broke off: {e}"));
    let mut builder = hyper::client::conn::http1::Builder::new();
    builder.max_buf_size(64 << 10).max_headers(100);
    let (mut sender, connection) = builder.handshake(TokioIo::new(stream)).await.map_err(failed)?;
    let talking = tokio::spawn(connection);
    let answer = sender.send_request(message(place, request)?).await.map_err(failed);
    let answer = match answer {
        Ok(answer) => read(place, answer).await,
        Err(e) => Err(e),
    };
    talking.abort();
    answer
}

fn message(place: &Place, request: Request) -> Result<http::Request<Full<Bytes>>, OutsideError> {
    let target = &request.url[url::Position::BeforePath..url::Position::AfterQuery];
    let host = if place.port == 443 { place.host.clone() } else { place.to_string() };
    let mut message = http::Request::builder()
        .method(request.method)
        .uri(target)
        .header(header::HOST, host)
        .header(header::USER_AGENT, concat!("Pardoz/", env!("CARGO_PKG_VERSION")));
    for (name, value) in &request.headers {
        message = message.header(name, value);
    }
    let message = message.body(Full::new(Bytes::from(request.body)));
    message.map_err(|_| OutsideError::Refused("a header or the address cannot be written".into()))
}

async fn read(
    place: &Place,
    answer: http::Response<hyper::body::Incoming>,
) -> Result<Response, OutsideError> {
    let status = answer.status().as_u16();
    let readable = |(name, value): (&http::HeaderName, &HeaderValue)| {
        Some((name.as_str().to_owned(), value.to_str().ok()?.to_owned()))
    };
    let headers = answer.headers().iter().filter_map(readable).collect();
    let body = Limited::new(answer.into_body(), limit::EGRESS_RESPONSE_BYTES_MAX).collect().await;
    match body {
        Ok(body) => Ok(Response { status, headers, body: body.to_bytes().to_vec() }),
        Err(e) if e.is::<LengthLimitError>() => {
            Err(OutsideError::Refused(format!("the answer of {place} is larger than 1 MiB")))
        }
        Err(e) => Err(OutsideError::Failed(format!("{place} broke off: {e}"))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(text: &str) -> Result<Place, String> {
        Place::of(&Url::parse(text).expect("an address"))
    }

    #[test]
    fn only_named_hosts_over_tls_are_places() {
        assert_eq!(place("https://Notify.Eskiz.UZ/api").unwrap().to_string(), "notify.eskiz.uz:443");
        assert_eq!(place("https://пример.uz:8443/").unwrap().to_string(), "xn--e1afmkfd.uz:8443");
        for wrong in [
            "http://notify.eskiz.uz/",
            "https://127.0.0.1/",
            "https://0x7f.1/",
            "https://2130706433/",
            "https://[::1]/",
            "https://localhost/",
            "https://user@notify.eskiz.uz/",
            "https://a:b@x.uz/",
            "https://017700000001/",
            "https://localhost./",
            "ftp://x.uz/",
            "file:///etc/passwd",
        ] {
            assert!(place(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn one_private_answer_spoils_the_name() {
        let at = Place { host: "x.uz".into(), port: 443 };
        let of = |all: &[&str]| judge(&at, all.iter().map(|a| a.parse().unwrap()).collect());
        assert!(of(&["8.8.8.8:443"]).is_ok());
        assert!(matches!(of(&["8.8.8.8:443", "127.0.0.1:443"]), Err(OutsideError::Refused(_))));
        assert!(matches!(of(&["[::ffff:10.0.0.1]:443"]), Err(OutsideError::Refused(_))));
        assert!(matches!(of(&[]), Err(OutsideError::Failed(_))));
    }
}
