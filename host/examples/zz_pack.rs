use std::path::Path;
fn main(){
  let folder=std::env::args().nth(1).unwrap();
  let comps=pardoz::plugin::component::Components::new(Path::new("/tmp/pcache")).unwrap();
  let wasm=pardoz::develop::build_folder(Path::new(&folder)).unwrap();
  println!("wasm {}", wasm.len());
  match pardoz::plugin::pack::pack(pardoz::plugin::pack::Parts{folder:Path::new(&folder),contracts:Some(Path::new("wit/contracts")),wasm},&comps){
    Ok(b)=>{println!("bundle {}",b.len()); let p=pardoz::plugin::Package::read(&b,&comps).unwrap(); println!("{:?}", p.handlers);}
    Err(e)=>println!("ERR {}", pardoz::plugin::api::chain(&e)),
  }
}
