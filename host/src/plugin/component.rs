//! The engine, compiled components and their limits. Nothing here knows what a plugin does.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

use wasmtime::component::{Component, Linker};
use wasmtime::{
    Config, Enabled, Engine, InstanceAllocationStrategy, PoolingAllocationConfig, ResourceLimiter,
};

use super::api::CallState;
use super::bindings::PluginPre;
use crate::limit;

/// The engine of all plugins, the imports they get, and the cache of compiled code.
pub struct Components {
    engine: Engine,
    linker: Linker<CallState>,
    cache: PathBuf,
}

/// A component, compiled and linked: instantiating it costs microseconds.
pub type Linked = PluginPre<CallState>;

#[derive(Debug, thiserror::Error)]
pub enum ComponentError {
    #[error("could not start the WebAssembly engine")]
    Engine(#[source] wasmtime::Error),
    #[error("the component does not compile: {0:#}")]
    Compile(wasmtime::Error),
    #[error("the component does not compile: {0}")]
    Child(String),
    #[error("compiled code may not be shipped in a bundle; ship the component itself")]
    Precompiled,
    #[error(
        "the component asks for something plugins do not get: {0:#}. Build it for wasm32-unknown-unknown against pardoz:plugin@0.1.0"
    )]
    Link(wasmtime::Error),
    #[error("could not encode the module as a component: {0}")]
    Encode(String),
}

impl Components {
    /// `cache`: a folder only the host writes to.
    pub fn new(cache: &Path) -> Result<Arc<Self>, ComponentError> {
        let engine = Engine::new(&config()).map_err(ComponentError::Engine)?;
        let mut linker = Linker::new(&engine);
        super::api::link(&mut linker).map_err(ComponentError::Engine)?;
        tick(&engine);
        std::fs::create_dir_all(cache).ok();
        restrict(cache);
        Ok(Arc::new(Self { engine, linker, cache: cache.to_owned() }))
    }

    pub fn engine(&self) -> &Engine {
        &self.engine
    }

    /// Compiles a component, or takes the code compiled earlier, and links it.
    ///
    /// # Errors
    /// [`ComponentError`]; the bytes of a bundle are never trusted to be compiled code.
    pub fn load(&self, wasm: &[u8]) -> Result<Linked, ComponentError> {
        if Engine::detect_precompiled(wasm).is_some() {
            return Err(ComponentError::Precompiled);
        }
        let component = self.compiled(wasm)?;
        let pre = self.linker.instantiate_pre(&component).map_err(ComponentError::Link)?;
        PluginPre::new(pre).map_err(ComponentError::Link)
    }

    fn compiled(&self, wasm: &[u8]) -> Result<Component, ComponentError> {
        let path = self.cache.join(format!("{}.cwasm", self.cache_key(wasm)));
        if path.exists() {
            match self.read_cached(&path) {
                Ok(component) => return Ok(component),
                Err(e) => {
                    tracing::warn!(error = %e, "compiled code in the cache cannot be used; compiling again")
                }
            }
        }
        let started = Instant::now();
        let draft = self.cache.join(format!("{}.{}", uuid::Uuid::new_v4(), "draft"));
        let component = match super::compile::in_child(wasm, &draft) {
            Some(compiled) => {
                compiled.map_err(ComponentError::Child)?;
                self.read_cached(&draft).map_err(ComponentError::Compile)?
            }
            None => {
                let component =
                    Component::from_binary(&self.engine, wasm).map_err(ComponentError::Compile)?;
                if let Ok(code) = component.serialize() {
                    std::fs::write(&draft, code).ok();
                }
                component
            }
        };
        std::fs::rename(&draft, &path).ok();
        tracing::debug!(duration_ms = started.elapsed().as_millis() as u64, "compiled a component");
        Ok(component)
    }

    /// Compiled code depends on the component, on wasmtime and on the engine's settings.
    fn cache_key(&self, wasm: &[u8]) -> String {
        use std::hash::{Hash, Hasher};
        let mut settings = Fnv::default();
        self.engine.precompile_compatibility_hash().hash(&mut settings);
        format!("{}-{:016x}", super::bundle::fingerprint(wasm), settings.finish())
    }

    #[allow(unsafe_code)]
    fn read_cached(&self, path: &Path) -> Result<Component, wasmtime::Error> {
        // SAFETY: the file was written by `compiled` above into a folder that only the host's user may write;
        // wasmtime checks its own version and settings in the header.
        unsafe { Component::deserialize_file(&self.engine, path) }
    }
}

/// Turns what `cargo build --target wasm32-unknown-unknown` made into a component; leaves a component as it is.
pub fn encode(module: &[u8]) -> Result<Vec<u8>, ComponentError> {
    if wasmparser_is_component(module) {
        return Ok(module.to_vec());
    }
    wit_component::ComponentEncoder::default()
        .validate(true)
        .module(module)
        .and_then(|mut encoder| encoder.encode())
        .map_err(|e| ComponentError::Encode(format!("{e:#}")))
}

/// Bytes 4..8 of a WebAssembly file tell a module (layer 0) from a component (layer 1).
fn wasmparser_is_component(bytes: &[u8]) -> bool {
    bytes.get(6..8) == Some(&[1, 0])
}

/// `performance.md` 8 and `platform.md` 3: pooling with resident first memory, epochs, nothing a plugin does not need.
pub(super) fn config() -> Config {
    let mut pool = PoolingAllocationConfig::new();
    pool.total_component_instances(64)
        .total_core_instances(256)
        .total_memories(64)
        .total_tables(256)
        .max_memory_size((limit::MEMORY_MIB as usize) << 20)
        .max_memories_per_component(4)
        .max_core_instances_per_component(20)
        .max_tables_per_component(16)
        .table_elements(20_000)
        .linear_memory_keep_resident(2 << 20)
        .table_keep_resident(64 << 10)
        // Where the kernel can say which pages were written, only those are made clean again.
        .pagemap_scan(Enabled::Auto)
        .max_unused_warm_slots(16);
    let mut config = Config::new();
    config
        .epoch_interruption(true)
        .concurrency_support(false)
        .wasm_relaxed_simd(false)
        .wasm_memory64(false)
        .cranelift_nan_canonicalization(true)
        .max_wasm_stack(limit::WASM_STACK_BYTES)
        .memory_init_cow(true)
        .wasm_backtrace_details(wasmtime::WasmBacktraceDetails::Disable)
        .allocation_strategy(InstanceAllocationStrategy::Pooling(pool));
    config
}

/// Advances the epoch until the engine is gone: the unit in which guests' CPU time is metered.
fn tick(engine: &Engine) {
    let weak = engine.weak();
    std::thread::Builder::new()
        .name("epoch".into())
        .spawn(move || {
            while let Some(engine) = weak.upgrade() {
                engine.increment_epoch();
                drop(engine);
                std::thread::sleep(limit::EPOCH_TICK);
            }
        })
        .expect("a thread can be started");
}

#[cfg(unix)]
fn restrict(folder: &Path) {
    use std::os::unix::fs::PermissionsExt;
    std::fs::set_permissions(folder, std::fs::Permissions::from_mode(0o700)).ok();
}

#[cfg(not(unix))]
fn restrict(_folder: &Path) {}

/// Memory and tables of one instance, summed over all its memories.
pub struct Limiter {
    memory_bytes_max: usize,
    memory_bytes: usize,
    /// Set once the plugin asked for more than it may have.
    pub exceeded: bool,
}

impl Limiter {
    pub fn new(memory_mib: u32) -> Self {
        Self { memory_bytes_max: (memory_mib as usize) << 20, memory_bytes: 0, exceeded: false }
    }
}

impl ResourceLimiter for Limiter {
    fn memory_growing(
        &mut self,
        current: usize,
        desired: usize,
        _maximum: Option<usize>,
    ) -> Result<bool, wasmtime::Error> {
        let total = self.memory_bytes - current.min(self.memory_bytes) + desired;
        if total > self.memory_bytes_max {
            self.exceeded = true;
            return Err(super::call::Stop::Limit("memory").into());
        }
        self.memory_bytes = total;
        Ok(true)
    }

    fn table_growing(
        &mut self,
        _current: usize,
        desired: usize,
        _maximum: Option<usize>,
    ) -> Result<bool, wasmtime::Error> {
        Ok(desired <= limit::TABLE_ELEMENTS_MAX)
    }
}

/// A hasher that gives the same number in every process; the standard one need not.
struct Fnv(u64);

impl Default for Fnv {
    fn default() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }
}

impl std::hash::Hasher for Fnv {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
}
