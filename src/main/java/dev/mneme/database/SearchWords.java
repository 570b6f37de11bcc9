package dev.mneme.database;

import dev.mneme.search.Words;
import java.sql.SQLException;
import org.sqlite.Function;

/** The SQL function {@code search_words(text)}: the text as the index of blocks holds it. */
final class SearchWords extends Function {
  static final String NAME = "search_words";

  @Override
  protected void xFunc() throws SQLException {
    result(Words.index(value_text(0)));
  }
}
