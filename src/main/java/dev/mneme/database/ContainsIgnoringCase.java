package dev.mneme.database;

import java.sql.SQLException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.sqlite.Function;

/**
 * The SQL function {@code contains_ignoring_case(text, part)}: 1 if {@code part} occurs in {@code
 * text}, whatever the case of either, else 0; 0 if the text is null.
 *
 * <p>SQLite's own LIKE and lower() fold ASCII letters only, and LIKE gives a meaning to %, _ and
 * the escape character. PostgreSQL gets a function of the same name.
 */
final class ContainsIgnoringCase extends Function {
  static final String NAME = "contains_ignoring_case";

  @Override
  protected void xFunc() throws SQLException {
    result(contains(value_text(0), value_text(1)) ? 1 : 0);
  }

  static boolean contains(@Nullable String text, @Nullable String part) {
    return text != null && part != null && fold(text).contains(fold(part));
  }

  /** Upper case first, so that what has several lower-case forms (ß and ss, σ and ς) is equal. */
  private static String fold(String text) {
    return text.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT).replace('ς', 'σ');
  }
}
