package dev.mneme.block;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Makes blocks and files from a seed, with a liking for what YAML and git are touchy about. */
final class BlockGenerator {
  private static final String[] PIECES = {
    "a",
    "B",
    "7",
    ".5",
    "0x1F",
    "1e3",
    "-",
    "--",
    "---",
    "...",
    "?",
    ":",
    ": ",
    ":\t",
    " #",
    "#",
    "\n",
    "\n---\n",
    "\r",
    "\r\n",
    "\t",
    " ",
    "  ",
    "'",
    "''",
    "\"",
    "\\",
    "\\n",
    "{",
    "}",
    "[",
    "]",
    ",",
    "&a",
    "*a",
    "!",
    "!!str ",
    "|",
    ">",
    "%",
    "@",
    "`",
    "~",
    "null",
    "true",
    "False",
    ".inf",
    ".NaN",
    "=",
    "<<",
    "é",
    "日本",
    "😀",
    "\u0085",
    "\u00a0",
    "\u2028",
    "\u2029",
    "\ufeff",
    "\uffff",
    "\u007f",
    "\u0001",
    "\u001b",
    "\ud83d\ude00",
    "\udbff\udfff",
    "key: value",
    "- item",
  };

  private static final String[] LINES = {
    "# a comment",
    "",
    "name: something # said",
    "tags: [a, \"b: c\", {d: e}]",
    "nested:\n  a: 1\n  b:\n    - x\n    - y: z",
    "text: |\n  several\n\n  lines",
    "folded: >-\n  several\n  lines",
    "quoted: \"a\n  b # no comment\"",
    "'odd key': 1",
    "? explicit\n: value",
    "anchor: &here 5",
    "😀: \"\\U0001F600\"",
    "empty:",
    "crlf: x\r",
  };

  private final RandomGenerator random;

  BlockGenerator(long seed) {
    this.random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
  }

  BlockContent content() {
    int limit = random.nextBoolean() ? Block.DEFAULT_LIMIT : 1 + random.nextInt(1_000_000);
    return new BlockContent(text(), description(), limit, random.nextInt(4) == 0, metadata());
  }

  /** The content with some of its parts changed. */
  BlockContent change(BlockContent from) {
    return new BlockContent(
        random.nextBoolean() ? from.value() : text(),
        random.nextBoolean() ? from.description() : description(),
        random.nextBoolean() ? from.limitChars() : 1 + random.nextInt(1_000_000),
        random.nextBoolean() ? from.readOnly() : random.nextBoolean(),
        random.nextBoolean() ? from.metadata() : metadata());
  }

  /** Any text that a file can hold. */
  String text() {
    return Stream.generate(() -> PIECES[random.nextInt(PIECES.length)])
        .limit(random.nextInt(8))
        .collect(Collectors.joining());
  }

  /** Frontmatter as people write it, with our keys among others, in any order and form. */
  String frontmatter() {
    List<String> lines = new ArrayList<>();
    for (String line : LINES) {
      if (random.nextInt(4) == 0) {
        lines.add(line);
      }
    }
    ours().stream().filter(line -> random.nextBoolean()).forEach(lines::add);
    java.util.Collections.shuffle(lines, java.util.Random.from(random));
    return String.join("\n", lines) + "\n";
  }

  private List<String> ours() {
    return List.of(
        "description:"
            + pick(" plain text", " 'it''s'", " \"a: b\"  # c", "", " |\n  a\n  b", " 5"),
        "limit:" + pick(" 5000", " 0x10 # hex", " many", ""),
        "read_only:" + pick(" true", " false  # free", " maybe"),
        "metadata:" + pick(" {a: 1, b: [x]}", "\n  a: 1 # c\n  b: {c: d}", " {}", " [no]"));
  }

  /** A label, whether it can be one or not. */
  String label() {
    String[] pieces = {
      "a", "B", "system", "skills", "SKILL", ".", "..", "/", "/", ".md", ".git", "é", "😀",
      "MEMORY", "\n", " ", "~1", "\\", "\ud800",
    };
    return Stream.generate(() -> pieces[random.nextInt(pieces.length)])
        .limit(1 + random.nextInt(6))
        .collect(Collectors.joining());
  }

  private @Nullable String description() {
    return random.nextInt(8) == 0 ? null : text();
  }

  private JsonMap metadata() {
    return new JsonMap(members(random.nextInt(3)));
  }

  private Map<String, @Nullable Object> members(int depth) {
    Map<String, @Nullable Object> members = new LinkedHashMap<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      members.put(text(), value(depth));
    }
    return members;
  }

  private @Nullable Object value(int depth) {
    return switch (random.nextInt(depth > 0 ? 8 : 6)) {
      case 0 -> null;
      case 1 -> random.nextBoolean();
      case 2 -> random.nextLong();
      case 3 -> random.nextGaussian() * Math.pow(10, random.nextInt(-20, 20));
      case 4, 5 -> text();
      case 6 -> members(depth - 1);
      default -> List.of(text(), random.nextInt(), members(depth - 1));
    };
  }

  private String pick(String... choices) {
    return choices[random.nextInt(choices.length)];
  }
}
