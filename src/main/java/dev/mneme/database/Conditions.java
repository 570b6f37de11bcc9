package dev.mneme.database;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import org.jdbi.v3.core.statement.Query;

/** The conditions of one query with their arguments; all of them must hold. */
final class Conditions {
  private final List<String> conditions = new ArrayList<>();
  private final Map<String, Object> arguments = new LinkedHashMap<>();

  /**
   * Adds a condition.
   *
   * @param sql with {@code ?} where the arguments go, in their order
   */
  void add(String sql, Object... values) {
    StringBuilder named = new StringBuilder();
    int next = 0;
    for (int i = 0; i < sql.length(); i++) {
      char c = sql.charAt(i);
      named.append(c == '?' ? bind(values[next++]) : String.valueOf(c));
    }
    conditions.add(named.toString());
  }

  /** A list of arguments as it stands behind IN. */
  String in(List<?> values) {
    var list = new StringJoiner(", ", "(", ")");
    values.forEach(value -> list.add(bind(value)));
    return list.toString();
  }

  String where() {
    return conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions);
  }

  Query bindTo(Query query) {
    return query.bindMap(arguments);
  }

  private String bind(Object value) {
    String name = "a" + arguments.size();
    arguments.put(name, value);
    return ":" + name;
  }
}
