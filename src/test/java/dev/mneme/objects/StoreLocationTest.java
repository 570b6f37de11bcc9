package dev.mneme.objects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StoreLocationTest {

  @ParameterizedTest
  @CsvSource({
    "file:///var/lib/mneme, /var/lib/mneme",
    "file:///var/lib/mneme/, /var/lib/mneme",
    "file:/var/lib/mneme, /var/lib/mneme",
    "file:///var/../srv/./mneme, /srv/mneme",
    "file:///with%20space, /with space",
    "file:///a%23b%3Fc, /a#b?c",
    "file:///, /"
  })
  void fileUriIsAFolder(String uri, String root) {
    assertThat(StoreLocation.of(uri)).isEqualTo(new StoreLocation.Folder(Path.of(root)));
  }

  @Test
  void memoryIsMemory() {
    assertThat(StoreLocation.of("memory:")).isEqualTo(new StoreLocation.Memory());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | no scheme",
        "/var/lib/mneme | no scheme",
        "mneme | no scheme",
        ":x | no scheme",
        "file: | ",
        "file:mneme | absolute",
        "file:./mneme | absolute",
        "file:// | ",
        "file://var/lib | three slashes",
        "file://~/mneme | three slashes",
        "file:///a b | %20",
        "file:///a?sync=no | no options",
        "file:///a#b | no options",
        "file:///a%zz | ",
        "file:///a%00b | ",
        "memory:x | memory:",
        "memory:// | memory:",
        "s3://bucket/prefix?region=x | issue D",
        "gs://bucket | issue D",
        "S3://bucket | unknown",
        "https://bucket.s3.amazonaws.com | unknown"
      })
  void anythingElseIsRefusedWithTheReasonAndWhatIsKnown(String uri, String reason) {
    assertThatThrownBy(() -> StoreLocation.of(uri))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'" + uri + "'")
        .hasMessageContaining(reason == null ? "" : reason)
        .hasMessageEndingWith("Known are file:///folder and memory:");
  }

  @Test
  void relativeFolderIsRefused() {
    assertThatThrownBy(() -> new StoreLocation.Folder(Path.of("a/b")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("a/b");
  }
}
