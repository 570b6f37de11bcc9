package dev.mneme.bench;

import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

/** The contents of the memories that are measured: 10 lines, about 700 characters a block. */
final class Texts {
  private static final AtomicInteger EDITS = new AtomicInteger();
  private static final String[] WORDS =
      ("the agent keeps what its user said about work place time names and tea so that nobody has"
              + " to say it twice while notes grow and are tidied by reflection at night")
          .split(" ");

  private Texts() {}

  /** The first one is what an agent knows of its user. */
  static String name(int block) {
    return block == 0 ? "human" : "notes/block-%03d".formatted(block);
  }

  /** A number that no other edit has. */
  static int next() {
    return EDITS.incrementAndGet();
  }

  /** Another text for each edit, different from the one before in one line. */
  static String value(int block, int edit) {
    Random random = new Random(block);
    StringBuilder text = new StringBuilder();
    for (int line = 0; line < 10; line++) {
      text.append(line == 4 ? "Edit " + edit + "." : "-");
      for (int word = 0; word < 11; word++) {
        text.append(' ').append(WORDS[random.nextInt(WORDS.length)]);
      }
      text.append('\n');
    }
    return text.toString();
  }

  /** As a file with frontmatter. */
  static String file(int block, int edit) {
    return "---\ndescription: block %d\n---\n%s".formatted(block, value(block, edit));
  }
}
