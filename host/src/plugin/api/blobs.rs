//! `blobs`: photos and files. They come with the first module that keeps them; until then a plugin is told so.

use super::super::bindings::pardoz::plugin::blobs::Host;
use super::{Answer, CallState, error};

const NOT_YET: &str = "this version of Pardoz keeps no files for plugins";

impl Host for CallState {
    fn put(&mut self, _name: String, _content_type: String, _data: Vec<u8>) -> Answer<String> {
        self.enter()?;
        Ok(Err(error("unsupported", NOT_YET)))
    }

    fn get(&mut self, _id: String, _offset: u64, _len: u32) -> Answer<Vec<u8>> {
        self.enter()?;
        Ok(Err(error("unsupported", NOT_YET)))
    }

    fn stat(&mut self, _id: String) -> Answer<Option<String>> {
        self.enter()?;
        Ok(Err(error("unsupported", NOT_YET)))
    }

    fn delete(&mut self, _id: String) -> Answer<()> {
        self.enter()?;
        Ok(Err(error("unsupported", NOT_YET)))
    }

    fn url(&mut self, _id: String, _ttl_seconds: u32) -> Answer<String> {
        self.enter()?;
        Ok(Err(error("unsupported", NOT_YET)))
    }
}
