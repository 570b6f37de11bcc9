package dev.mneme.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;

class SqliteBlockSearchTest extends BlockSearchContract {
  @Override
  Database open() {
    try {
      return Database.open(
          DatabaseSettings.of(Files.createTempDirectory("mneme-search").resolve("mneme.db")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
