package dev.mneme.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

/**
 * What git answered.
 *
 * @param command its arguments, for the story that a failing test tells
 * @param status its exit status
 */
public record GitResult(String command, int status, String stdout, String stderr) {
  private static final String REMOTE = "remote: ";

  /** Fails unless git succeeded. */
  public GitResult ok() {
    assertThat(status).as("git %s said %s%s", command, stdout, stderr).isZero();
    return this;
  }

  /** Fails unless git failed. */
  public GitResult fails() {
    assertThat(status).as("git %s said %s%s", command, stdout, stderr).isNotZero();
    return this;
  }

  /** Standard output without the line end. */
  public String line() {
    return stdout.strip();
  }

  /** Standard output, line by line. */
  public List<String> lines() {
    return stdout.lines().toList();
  }

  /** What the server said to the user, without {@code remote: } and trailing blanks. */
  public List<String> remote() {
    return stderr
        .lines()
        .filter(line -> line.startsWith(REMOTE))
        .map(line -> line.substring(REMOTE.length()).stripTrailing())
        .toList();
  }
}
