//! What the contract salon@1 offers to other modules and to the setup wizard.

use pardoz_sdk::prelude::*;

use crate::pages::branch;

#[derive(Input)]
pub struct NewBranch {
    #[input(min_chars = 1, max_chars = 80)]
    name: String,
    #[input(min_chars = 1, max_chars = 60)]
    timezone: String,
    #[input(max_chars = 200)]
    address: Option<String>,
    #[input(max_chars = 40)]
    phone: Option<String>,
}

#[derive(View)]
pub struct CreatedBranch {
    branch_id: Id,
}

pub fn create_branch(ctx: &mut Mutation, input: NewBranch) -> Result<CreatedBranch> {
    let details =
        branch::read(&input.name, &input.timezone, input.address.as_deref(), input.phone.as_deref())?;
    Ok(CreatedBranch { branch_id: branch::create(ctx, &details)? })
}
