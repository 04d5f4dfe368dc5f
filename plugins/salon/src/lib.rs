//! The salon itself: branches, services, staff, shifts. Names to functions, nothing else.

use pardoz_sdk::plugin;

mod demo; // a believable salon
mod events; // the nightly job that keeps shifts planned ahead
mod import; // price lists and staff lists of other programs
pub mod model; // rhythms, times, names, prices: no I/O
mod pages; // one function per route and widget
mod queries; // one function per file in sql/, generated types
mod roster; // shifts generated from rhythms, for forms, imports, jobs and demo data alike
mod services; // what the contract offers to other modules

plugin! {
    query "service-list" => pages::service::list_services,
    query "service-form" => pages::service::new_service,
    mutate "service-create" => pages::service::create_service,
    query "service-edit" => pages::service::edit_service,
    mutate "service-update" => pages::service::update_service,
    mutate "service-archive" => pages::service::archive_service,
    mutate "service-restore" => pages::service::restore_service,
    query "category-form" => pages::category::new_category,
    mutate "category-create" => pages::category::create_category,
    query "category-edit" => pages::category::edit_category,
    mutate "category-update" => pages::category::update_category,
    query "staff-list" => pages::staff::list_staff,
    query "staff-form" => pages::staff::new_staff,
    mutate "staff-create" => pages::staff::create_staff,
    query "staff-detail" => pages::staff::staff_detail,
    query "staff-edit" => pages::staff::edit_staff,
    mutate "staff-update" => pages::staff::update_staff,
    mutate "staff-archive" => pages::staff::archive_staff,
    mutate "staff-restore" => pages::staff::restore_staff,
    query "skill-edit" => pages::skill::edit_skills,
    mutate "skill-update" => pages::skill::update_skills,
    query "pattern-edit" => pages::pattern::edit_pattern,
    mutate "pattern-apply" => pages::pattern::apply_pattern,
    query "branch-list" => pages::branch::list_branches,
    query "branch-form" => pages::branch::new_branch,
    mutate "branch-create" => pages::branch::create_branch,
    query "branch-edit" => pages::branch::edit_branch,
    mutate "branch-update" => pages::branch::update_branch,
    mutate "branch-archive" => pages::branch::archive_branch,
    mutate "branch-restore" => pages::branch::restore_branch,
    mutate "room-create" => pages::branch::create_room,
    mutate "room-archive" => pages::branch::archive_room,
    query "shift-list" => pages::shift::list_shifts,
    query "shift-form" => pages::shift::new_shift,
    mutate "shift-create" => pages::shift::create_shift,
    query "shift-edit" => pages::shift::edit_shift,
    mutate "shift-update" => pages::shift::update_shift,
    mutate "shift-delete" => pages::shift::delete_shift,
    mutate "shift-copy" => pages::shift::copy_week,
    query "time-off-list" => pages::time_off::list_time_off,
    mutate "time-off-create" => pages::time_off::create_time_off,
    mutate "time-off-delete" => pages::time_off::delete_time_off,
    mutate "holiday-create" => pages::time_off::create_holiday,
    mutate "holiday-delete" => pages::time_off::delete_holiday,
    query "on-shift" => pages::widget::on_shift,
    query "first-steps" => pages::widget::first_steps,
    mutate "create-branch" => services::create_branch,
    mutate "extend-shifts" => events::extend_shifts,
    mutate "import-services" => import::import_services,
    mutate "import-staff" => import::import_staff,
    mutate "demo" => demo::fill,
}
