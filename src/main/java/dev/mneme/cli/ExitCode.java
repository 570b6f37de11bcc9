package dev.mneme.cli;

/**
 * How a command ended, for the shell that started it.
 *
 * @see <a href="https://man.freebsd.org/cgi/man.cgi?query=sysexits">sysexits(3)</a>
 */
enum ExitCode {
  /** It did what was asked for. */
  OK(0),
  /** It could not; the reason is on standard error. */
  FAILURE(1),
  /** The command line or a setting is wrong; nothing was tried. */
  USAGE(64);

  private final int code;

  ExitCode(int code) {
    this.code = code;
  }

  int code() {
    return code;
  }
}
