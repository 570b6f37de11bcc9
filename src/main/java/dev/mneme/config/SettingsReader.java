package dev.mneme.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Turns texts into settings; a text that cannot be one is refused under the name it came with. */
final class SettingsReader {
  private final SettingSources sources;

  SettingsReader(SettingSources sources) {
    this.sources = sources;
  }

  Settings read() {
    Path data = get(Setting.DATA, Parse::path);
    return new Settings(
        data,
        find(Setting.STORE, StoreUri::new).orElseGet(() -> inFolder(data)),
        http(),
        get(Setting.RULES, text -> Parse.constant(RulesMode.class, text)),
        limits(),
        pushes(),
        new DatabaseSettings(get(Setting.DATABASE_BUSY_TIMEOUT, Parse::time)),
        events(),
        get(Setting.LOG_FORMAT, text -> Parse.constant(LogFormat.class, text)),
        get(Setting.DEMO, Parse::yes));
  }

  private static StoreUri inFolder(Path data) {
    return StoreUri.ofFolder(data.resolve("objects"));
  }

  private HttpSettings http() {
    return new HttpSettings(
        get(Setting.BIND, Function.identity()),
        get(Setting.PORT, text -> Parse.number(text, 0, 65_535)),
        find(Setting.PUBLIC_URL, Parse::url).orElse(null),
        apiKey());
  }

  private Limits limits() {
    return new Limits(
        get(Setting.MAX_REQUEST, DataSize::of),
        get(Setting.MAX_PUSH_PACK, text -> Parse.size(text, "1 GiB")),
        get(Setting.MAX_BLOCK_FILE, text -> Parse.size(text, "1 GiB")),
        get(Setting.MAX_FILE, text -> Parse.size(text, "1 GiB")),
        get(Setting.MAX_FILES, text -> Parse.number(text, 1, 1_000_000)));
  }

  private PushLimits pushes() {
    return new PushLimits(
        get(Setting.MAX_PUSH_UNPACKED, DataSize::of),
        get(Setting.MAX_PUSH_OBJECTS, text -> Parse.number(text, 1, 10_000_000)),
        get(Setting.MAX_LARGE_PUSHES, text -> Parse.number(text, 1, 1_000)));
  }

  private EventSettings events() {
    return new EventSettings(
        get(Setting.MAX_EVENT_STREAMS, text -> Parse.number(text, 0, 4_000)),
        get(Setting.EVENT_POLL, Parse::pause),
        get(Setting.WEBHOOK_PRIVATE, Parse::yes),
        get(Setting.WEBHOOK_ATTEMPTS, text -> Parse.number(text, 1, 1_000)),
        get(Setting.WEBHOOK_TIMEOUT, Parse::pause));
  }

  private @Nullable Secret apiKey() {
    var key = sources.find(Setting.API_KEY);
    var file = sources.find(Setting.API_KEY_FILE);
    if (key.isPresent() && file.isPresent()) {
      throw new SettingsException(
          "Both %s and %s are set. Remove one of them."
              .formatted(key.get().name(), file.get().name()));
    }
    return key.map(SettingSources.Given::value)
        .or(() -> file.map(given -> firstLine(Parse.path(given.value()))))
        .map(Secret::new)
        .orElse(null);
  }

  private static String firstLine(Path file) {
    try (var lines = Files.lines(file)) {
      return lines.findFirst().orElse("").strip();
    } catch (IOException | UncheckedIOException unreadable) {
      throw new SettingsException(
          "Cannot read the API key from %s: %s".formatted(file, unreadable));
    }
  }

  private <T> T get(Setting setting, Function<String, T> parse) {
    return find(setting, parse).orElseGet(() -> parse.apply(setting.standard().orElseThrow()));
  }

  private <T> Optional<T> find(Setting setting, Function<String, T> parse) {
    return sources.find(setting).map(given -> parsed(setting, given, parse));
  }

  private static <T> T parsed(
      Setting setting, SettingSources.Given given, Function<String, T> parse) {
    try {
      return parse.apply(given.value());
    } catch (IllegalArgumentException wrong) {
      throw new SettingsException(
          "%s is '%s', but %s. (%s.)"
              .formatted(given.name(), given.value(), wrong.getMessage(), setting.sentence()));
    }
  }
}
