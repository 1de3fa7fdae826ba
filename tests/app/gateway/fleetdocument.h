#pragma once

namespace gatehouse::test {

/// The demo's document for fmt: description, then the addresses of the four services' endpoints. Apart from
/// the test, because moc does not find a class behind such a text.
inline constexpr const char *FleetDocument = R"(gatehouse: v1
name: retail-edge
description: "{}"
listeners: [{{name: web, address: "127.0.0.1:0"}}]
authProviders:
  - {{name: staff, issuer: "https://id.shop.example.com", audiences: [retail], algorithms: [HS256], keys: {{secret: staff-jwt}}}}
services:
  - name: customer-service
    endpoints: [{}]
    healthCheck: {{interval: 200ms, timeout: 200ms, healthyThreshold: 1, unhealthyThreshold: 2}}
    circuitBreaker: {{openFor: 2s}}
  - name: order-service
    endpoints: [{}]
    bulkhead: {{maxConcurrent: 3, maxQueued: 2, maxWait: 5s}}
  - {{name: order-service-next, endpoints: [{}]}}
  - {{name: notification-service, endpoints: [{}]}}
routes:
  - {{name: customers-list, match: {{methods: [GET], path: {{exact: /api/customers}}}}, to: [{{service: customer-service}}], rewrite: {{path: /customers}}}}
  - {{name: customers-create, match: {{methods: [POST], path: {{exact: /api/customers}}}}, to: [{{service: customer-service}}], rewrite: {{path: /customers}}}}
  - {{name: customer-by-id, match: {{path: {{template: "/api/customers/{{id}}"}}}}, to: [{{service: customer-service}}], rewrite: {{path: "/customers/{{id}}"}}}}
  - {{name: orders, match: {{path: {{prefix: /api/orders}}}}, to: [{{service: order-service, weight: 95}}, {{service: order-service-next, weight: 5}}], rewrite: {{prefix: /orders}}}}
  - {{name: notify, match: {{methods: [POST], path: {{exact: /api/notifications}}}}, to: [{{service: notification-service}}], rewrite: {{path: /notifications}}}}
  - {{name: alive, match: {{methods: [GET], path: {{exact: /alive}}}}, respond: {{status: 200, body: "alive\n"}}, auth: {{required: false}}}}
  - {{name: open-customers, match: {{path: {{prefix: /open/customers}}}}, to: [{{service: customer-service}}], rewrite: {{prefix: /customers}}, auth: {{required: false}}}}
  - {{name: open-orders, match: {{path: {{prefix: /open/orders}}}}, to: [{{service: order-service}}], rewrite: {{prefix: /orders}}, auth: {{required: false}}}}
)";

} // namespace gatehouse::test
