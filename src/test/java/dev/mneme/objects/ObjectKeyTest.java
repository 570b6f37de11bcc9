package dev.mneme.objects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ObjectKeyTest {

  @ParameterizedTest
  @MethodSource
  void whatIsNoKeyIsRefused(String text) {
    assertThat(ObjectKey.isKey(text)).isFalse();
    assertThatThrownBy(() -> new ObjectKey(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(text);
  }

  static List<String> whatIsNoKeyIsRefused() {
    return List.of(
        "",
        "/",
        "/a",
        "a/",
        "a//b",
        ".",
        "..",
        "a/..",
        "../a",
        "a/./b",
        ".tmp/a",
        "a/.b",
        "A",
        "ä",
        "a b",
        "a\\b",
        "a\nb",
        "a\n",
        "a\0",
        "a:b",
        "a%2fb",
        "a*",
        "~",
        "a/" + "b".repeat(256),
        "a/".repeat(256) + "bc");
  }

  @Test
  void keysAreOrderedByCodePoint() {
    assertThat(List.of("b", "a/b", "a-b", "a0", "a", "a.b").stream().map(ObjectKey::new).sorted())
        .map(ObjectKey::value)
        .containsExactly("a", "a-b", "a.b", "a/b", "a0", "b");
  }
}
