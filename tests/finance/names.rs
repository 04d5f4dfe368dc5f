//! What was sold is called in the reader's language, and a document keeps the name it was sold under.

use pardoz_tests::person::Visitor;
use pardoz_tests::salon::Engine;
use serde_json::json;

use crate::shop::{SOM, Shop};

async fn a_bill_its_paper_and_profit_speak_the_readers_language(engine: Engine) {
    let Some(shop) = Shop::open(engine).await else { return };
    let service = shop.service(100_000).await;
    shop.salon.execute(&format!(
        "update inventory_item set name_uz = 'Krem', name_ru = 'Крем' where item_id = '{}'",
        shop.cream
    ));
    // Sold by somebody who reads English.
    let items =
        json!([{ "what": format!("service:{service}") }, { "what": format!("product:{}", shop.cream) }]);
    let bill = shop.sell(items, json!({ "tender": "card" })).await;
    let sold_as = || shop.salon.texts("select name from finance_bill_line order by position");
    assert_eq!(sold_as(), ["Work 100000", "Cream"], "{engine:?}");
    let reader = Visitor::sign_in(&shop.salon.base).await;
    let documents = ["", "/receipt", "/refund"].map(|page| format!("/p/finance/bills/{bill}{page}"));
    let profit = format!("/p/finance/profit?branch={}&by=service", shop.studio.branch_id);
    let reads = async |language: &str, page: &str, service: &str, good: &str| {
        reader.post("/locale", &[("locale", language), ("next", "/")]).await;
        let (status, html) = reader.get(page).await;
        assert_eq!(status, 200, "{page}");
        assert!(html.contains(service) && html.contains(good), "{engine:?} {language} {page}: {html}");
        html
    };
    for (language, service, good) in [("ru", "Работа 100000", "Крем"), ("uz", "Ish 100000", "Krem")]
    {
        for page in documents.iter().chain([&profit]) {
            let html = reads(language, page, service, good).await;
            assert!(
                !html.contains("Work 100000") && !html.contains(">Cream<"),
                "{engine:?} {language} {page}"
            );
        }
    }
    // Renamed since: the report has the new name, what was sold keeps its own, in whatever language that was.
    let category = format!("select category_id from salon_service where service_id = '{service}'");
    let renamed = json!({
        "category_id": shop.salon.texts(&category).remove(0), "name_uz": "Yangi ish", "name_ru": "Новая работа",
        "name_en": "New work", "active_minutes": 30, "price_minor": 100_000 * SOM,
    });
    shop.owner.post(&format!("/p/salon/services/{service}"), renamed).await.ok();
    for page in &documents {
        let html = reads("ru", page, "Work 100000", "Крем").await;
        assert!(!html.contains("Новая работа"), "{engine:?} {page}");
    }
    reads("ru", &profit, "Новая работа", "Крем").await;
    assert_eq!(sold_as(), ["Work 100000", "Cream"], "{engine:?}: nobody wrote into the bill");
}

crate::on_both!(a_bill_its_paper_and_profit_speak_the_readers_language);
