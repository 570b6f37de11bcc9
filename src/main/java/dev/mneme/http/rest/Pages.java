package dev.mneme.http.rest;

import dev.mneme.http.Query;
import dev.mneme.memory.Order;
import dev.mneme.memory.Page;
import java.util.Map;

/** {@code before}, {@code after}, {@code limit} and {@code order}, as every list has them. */
final class Pages {
  static final Map<String, Order> ORDERS = Map.of("asc", Order.ASC, "desc", Order.DESC);

  private Pages() {}

  /** A list of what has ids; a cursor that is no such id is ignored. */
  static Page ofIds(Query query, String prefix, int limit, Order order) {
    return new Page(
        query.cursor("before", prefix).orElse(null),
        query.cursor("after", prefix).orElse(null),
        query.limit(limit),
        query.choice("order", ORDERS, order));
  }

  /** A list of texts, whose cursors are texts. */
  static Page ofTexts(Query query, int limit, Order order) {
    return new Page(
        query.text("before").orElse(null),
        query.text("after").orElse(null),
        query.limit(limit),
        query.choice("order", ORDERS, order));
  }
}
