package dev.mneme.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {
  private static final Path HOME = Path.of(System.getProperty("user.home"));

  @TempDir Path folder;

  private static Settings of(String... environment) {
    return Settings.read(Map.of(), pairs(environment));
  }

  private static Map<String, String> pairs(String... namesAndValues) {
    return switch (namesAndValues.length) {
      case 0 -> Map.of();
      case 2 -> Map.of(namesAndValues[0], namesAndValues[1]);
      default -> Map.of(namesAndValues[0], namesAndValues[1], namesAndValues[2], namesAndValues[3]);
    };
  }

  @Test
  void withoutAnySettingTheServerIsOpenOnLoopbackWithItsDataAtHome() {
    Settings settings = of();

    assertThat(settings.data()).isEqualTo(HOME.resolve(".mneme"));
    assertThat(settings.store()).isEqualTo(StoreUri.ofFolder(HOME.resolve(".mneme/objects")));
    assertThat(settings.http()).isEqualTo(new HttpSettings("127.0.0.1", 8283, null, null));
    assertThat(settings.rules()).isEqualTo(RulesMode.STANDARD);
    assertThat(settings.limits().pushPack()).isEqualTo(new DataSize(64 << 20));
    assertThat(settings.limits().files()).isEqualTo(10_000);
    assertThat(settings.database().busyTimeout()).isEqualTo(Duration.ofSeconds(5));
    assertThat(settings.demo()).isFalse();
  }

  @Test
  void commandLineWinsOverEnvironmentAndEnvironmentOverFile() throws IOException {
    Path file = Files.writeString(folder.resolve("mneme.conf"), "port = 3\nrules=strict\n");
    var environment = Map.of("MNEME_PORT", "2", "MNEME_CONFIG", file.toString());

    assertThat(Settings.read(Map.of(Setting.PORT, "1"), environment).http().port()).isEqualTo(1);
    assertThat(Settings.read(Map.of(), environment).http().port()).isEqualTo(2);
    assertThat(of("MNEME_CONFIG", file.toString()).http().port()).isEqualTo(3);
    assertThat(of("MNEME_CONFIG", file.toString()).rules()).isEqualTo(RulesMode.STRICT);
  }

  @Test
  void storeIsUnderstoodUnderLettasNameAndOursWins() {
    assertThat(of("LETTA_OBJECT_STORE_URI", "gs://a/b").store().value()).isEqualTo("gs://a/b");
    assertThat(of("LETTA_OBJECT_STORE_URI", "gs://a/b", "MNEME_STORE", "memory:").store())
        .isEqualTo(StoreUri.MEMORY);
  }

  @Test
  void storeFollowsTheDataFolder() {
    assertThat(of("MNEME_DATA", "/srv/my data").store().value())
        .isEqualTo("file:///srv/my%20data/objects");
  }

  @Test
  void blankVariableCountsAsNotSet() {
    assertThat(of("MNEME_PORT", " ", "MNEME_API_KEY", "").http().port()).isEqualTo(8283);
  }

  @Test
  void tildeIsTheHomeOfTheUser() {
    assertThat(of("MNEME_DATA", "~/memory").data()).isEqualTo(HOME.resolve("memory"));
  }

  @ParameterizedTest
  @CsvSource({
    "MNEME_DAT, MNEME_DATA",
    "MNEME_APIKEY, MNEME_API_KEY",
    "MNEME_MAX_PUSHPACK, MNEME_MAX_PUSH_PACK",
    "MNEME_BUSY, mneme help serve",
  })
  void unknownVariableFailsTheStartAndSuggestsTheNearOne(String name, String hint) {
    assertThatThrownBy(() -> of(name, "x"))
        .isInstanceOf(SettingsException.class)
        .hasMessageContainingAll("'" + name + "'", hint);
  }

  @Test
  void unknownNameInTheFileFailsTheStart() throws IOException {
    Path file = Files.writeString(folder.resolve("mneme.conf"), "prot = 3\n");

    assertThatThrownBy(() -> of("MNEME_CONFIG", file.toString()))
        .isInstanceOf(SettingsException.class)
        .hasMessageContainingAll("'prot'", file.toString(), "'port'");
  }

  @Test
  void variablesOfOtherProgramsAreLeftAlone() {
    assertThat(of("LETTA_API_KEY", "x", "MNEMEX", "y")).isEqualTo(of());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "MNEME_PORT | 65536 | whole number from 0 to 65535",
        "MNEME_PORT | eight | whole number",
        "MNEME_PORT | -1 | whole number",
        "MNEME_BIND | no.such.host.invalid | neither an address nor a known host",
        "MNEME_STORE | /srv/objects | file:///folder",
        "MNEME_STORE | file://srv/objects | file:///folder",
        "MNEME_STORE | https://bucket | s3://bucket/prefix",
        "MNEME_PUBLIC_URL | memory.example.org | https://memory.example.org",
        "MNEME_PUBLIC_URL | https://u:p@example.org | https://memory.example.org",
        "MNEME_PUBLIC_URL | http://a b | https://memory.example.org",
        "MNEME_RULES | lax | standard or strict",
        "MNEME_DEMO | maybe | yes or no",
        "MNEME_MAX_REQUEST | 8 MB | 64 MiB",
        "MNEME_MAX_REQUEST | 0 | at least 1 byte",
        "MNEME_MAX_REQUEST | 99999999999999999999 | 64 MiB",
        "MNEME_MAX_FILES | 0 | from 1 to",
        "MNEME_DATABASE_BUSY_TIMEOUT | 5 | 500 ms, 5 s",
        "MNEME_LOG_FORMAT | xml | text or json",
        "MNEME_CONFIG | /no/such/file | Cannot read the settings file",
        "MNEME_API_KEY_FILE | /no/such/file | Cannot read the API key",
        "MNEME_API_KEY | two words | printable ASCII",
      })
  void wrongValueFailsTheStartWithWhatItMustBe(String name, String value, String rule) {
    assertThatThrownBy(() -> of(name, value))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining(rule);
  }

  @ParameterizedTest
  @CsvSource({
    "64 MiB, 67108864",
    "64MiB, 67108864",
    "1 B, 1",
    "123, 123",
    "2 KiB, 2048",
    "3 GiB, 3221225472"
  })
  void sizesAreReadAsPeopleWriteThem(String text, long bytes) {
    assertThat(of("MNEME_MAX_REQUEST", text).limits().request().bytes()).isEqualTo(bytes);
    assertThat(DataSize.of(new DataSize(bytes).toString()).bytes()).isEqualTo(bytes);
  }

  @ParameterizedTest
  @CsvSource({"500 ms, 500", "5s, 5000", "2 min, 120000", "0 ms, 0"})
  void timesAreReadAsPeopleWriteThem(String text, long millis) {
    assertThat(of("MNEME_DATABASE_BUSY_TIMEOUT", text).database().busyTimeout().toMillis())
        .isEqualTo(millis);
  }

  @Test
  void publicUrlLosesItsTrailingSlashes() {
    assertThat(of("MNEME_PUBLIC_URL", "https://m.example.org/mneme//").http().publicUrl())
        .hasToString("https://m.example.org/mneme");
  }

  @Test
  void keyIsReadFromTheFirstLineOfItsFile() throws IOException {
    Path file = Files.writeString(folder.resolve("key"), "s3cret\nsecond line\n");

    Secret key = Objects.requireNonNull(of("MNEME_API_KEY_FILE", file.toString()).http().apiKey());

    assertThat(key.matches("s3cret")).isTrue();
    assertThat(key.matches("s3cre")).isFalse();
  }

  @Test
  void emptyKeyFileIsRefusedInsteadOfOpeningTheServer() throws IOException {
    Path file = Files.writeString(folder.resolve("key"), "\n");

    assertThatThrownBy(() -> of("MNEME_API_KEY_FILE", file.toString()))
        .isInstanceOf(SettingsException.class);
  }

  @Test
  void keyGivenTwiceIsRefused() {
    assertThatThrownBy(() -> of("MNEME_API_KEY", "a", "MNEME_API_KEY_FILE", "/b"))
        .isInstanceOf(SettingsException.class)
        .hasMessageContainingAll("MNEME_API_KEY", "MNEME_API_KEY_FILE", "Remove one");
  }

  @Test
  void keyIsNeverPrinted() {
    assertThat(of("MNEME_API_KEY", "s3cret").toString()).doesNotContain("s3cret");
    assertThatThrownBy(() -> of("MNEME_API_KEY", "s3cret with spaces"))
        .message()
        .doesNotContain("s3cret");
  }

  @ParameterizedTest
  @CsvSource({"127.0.0.1", "127.9.9.9", "::1", "[::1]", "localhost"})
  void loopbackNeedsNoKey(String bind) {
    assertThat(of("MNEME_BIND", bind).http().bind()).isEqualTo(bind);
  }

  @ParameterizedTest
  @CsvSource({"0.0.0.0", "::", "192.168.1.4", "10.0.0.1", "fe80::1", "::ffff:10.0.0.1"})
  void otherAddressIsRefusedWithoutKeyAndTakenWithOne(String bind) {
    assertThatThrownBy(() -> of("MNEME_BIND", bind))
        .isInstanceOf(SettingsException.class)
        .hasMessageContainingAll(bind, "without a key", "MNEME_API_KEY", "127.0.0.1");

    assertThat(of("MNEME_BIND", bind, "MNEME_API_KEY", "k").http().bind()).isEqualTo(bind);
  }

  @ParameterizedTest
  @CsvSource({"abc, abc, 0", "abc, abd, 1", "'', abc, 3", "kitten, sitting, 3"})
  void distanceCountsEdits(String from, String to, int edits) {
    assertThat(NearName.distance(from, to)).isEqualTo(edits);
  }
}
