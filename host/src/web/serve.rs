//! Connections in: how much of a request's head is read, and how long it is waited for (security.md 4.1, "Requests").
//! axum's own loop has no word for either.

use std::net::SocketAddr;
use std::time::Duration;

use axum::Router;
use axum::extract::connect_info::IntoMakeServiceWithConnectInfo;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use tokio::net::TcpListener;
use tower::Service as _;

use crate::limit::HEAD_BYTES_MAX;

/// Headers of a request.
const HEADERS_MAX: usize = 100;
/// A sender who takes longer for the head is not waited for.
const HEAD_PATIENCE: Duration = Duration::from_secs(10);

/// What [`serve`] serves: the router, told the address of each peer.
pub type Service = IntoMakeServiceWithConnectInfo<Router, SocketAddr>;

/// Serves until `stop` is ready; then running requests end, and no new ones begin.
///
/// # Errors
/// When the listener fails.
pub async fn serve(
    listener: TcpListener,
    mut service: Service,
    stop: impl Future<Output = ()> + Send + 'static,
) -> std::io::Result<()> {
    let connections = GracefulShutdown::new();
    tokio::pin!(stop);
    loop {
        let (stream, peer) = tokio::select! {
            () = &mut stop => break,
            accepted = listener.accept() => match accepted {
                Ok(accepted) => accepted,
                // A peer that left again, or no file handle free at the moment: neither ends the salon's day.
                Err(error) => {
                    tracing::warn!(error = %error, "could not accept a connection");
                    tokio::time::sleep(Duration::from_millis(50)).await;
                    continue;
                }
            },
        };
        stream.set_nodelay(true).ok();
        let Ok(for_peer) = service.call(peer).await;
        let mut builder = http1::Builder::new();
        builder
            .timer(TokioTimer::new())
            .header_read_timeout(HEAD_PATIENCE)
            .max_headers(HEADERS_MAX)
            .max_buf_size(HEAD_BYTES_MAX);
        let connection = builder.serve_connection(TokioIo::new(stream), TowerToHyperService::new(for_peer));
        let connection = connections.watch(connection);
        tokio::spawn(async move {
            // Peers that hang up early or speak something else are no news.
            if let Err(error) = connection.await {
                tracing::debug!(error = %error, "a connection ended badly");
            }
        });
    }
    drop(listener);
    connections.shutdown().await;
    Ok(())
}
