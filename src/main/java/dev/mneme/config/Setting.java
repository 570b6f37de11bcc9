package dev.mneme.config;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Everything that can be set, once: its name, its unit, its default and what it is for.
 *
 * <p>The constant {@code MAX_REQUEST} is {@code --max-request} on the command line, {@code
 * MNEME_MAX_REQUEST} in the environment and {@code max-request} in a settings file. Where more than
 * one is given the command line wins, then the environment, then the file.
 */
public enum Setting {
  /** Where everything is kept. */
  DATA("folder", "~/.mneme", "Folder that holds the data of this server"),
  /** The port of the HTTP server. */
  PORT("port", "8283", "TCP port to listen on; 0 takes any free one"),
  /** The address of the HTTP server. */
  BIND("address", "127.0.0.1", "Address to listen on; other than loopback only with a key"),
  /** The object store. */
  STORE(
      "uri",
      null,
      "Object store that holds the repositories, file:///…, s3://…, gs://… or memory:; without it"
          + " the folder 'objects' in the data folder",
      "LETTA_OBJECT_STORE_URI"),
  /** A sample agent. */
  DEMO("yes|no", "no", "Add a sample agent with a history worth looking at"),
  /** The one key. */
  API_KEY("key", null, "The key that clients must send; without one everybody on loopback may"),
  /** The file with the one key. */
  API_KEY_FILE("file", null, "File whose first line is the key that clients must send"),
  /** The link that is shown to people. */
  PUBLIC_URL("url", null, "How clients reach this server, for links; without it the bound address"),
  /** Which content rules a push must keep. */
  RULES("mode", "standard", "Content rules for pushes and writes: standard or strict"),
  /** The largest JSON body. */
  MAX_REQUEST("size", "8 MiB", "Largest body of a REST request"),
  /** The largest push. */
  MAX_PUSH_PACK("size", "64 MiB", "Largest pack that a push may send"),
  /** The largest push, unpacked. */
  MAX_PUSH_UNPACKED(
      "size", "256 MiB", "Most bytes of a push's objects, and of the files it changes, unpacked"),
  /** The push of the most objects. */
  MAX_PUSH_OBJECTS("number", "200000", "Most objects that a push may send"),
  /** How many large pushes at once. */
  MAX_LARGE_PUSHES(
      "number", "2", "Pushes of more than 1 MiB that are unpacked at the same time; others wait"),
  /** The largest block file. */
  MAX_BLOCK_FILE("size", "1 MiB", "Largest file of a block in a push"),
  /** The largest other file. */
  MAX_FILE("size", "32 MiB", "Largest file that is not a block in a push"),
  /** The largest tree. */
  MAX_FILES("number", "10000", "Most files that one commit may hold"),
  /** How many streams of events. */
  MAX_EVENT_STREAMS("number", "256", "Most streams of events that may be open at once"),
  /** How often to look for commits of other processes. */
  EVENT_POLL("time", "1 s", "How often events look for commits of other processes"),
  /** Where webhooks may go. */
  WEBHOOK_PRIVATE(
      "yes|no", "no", "Let webhooks go to private, loopback and link-local addresses, too"),
  /** How often a webhook is tried. */
  WEBHOOK_ATTEMPTS(
      "number", "16", "How often an event is sent to a webhook before it is a dead letter"),
  /** How long a receiver may take. */
  WEBHOOK_TIMEOUT("time", "10 s", "How long the receiver of a webhook has to answer"),
  /** How long to wait for another process. */
  DATABASE_BUSY_TIMEOUT(
      "time", "5 s", "How long to wait while another process writes the database"),
  /** The form of the log. */
  LOG_FORMAT("format", "text", "Form of the log lines on standard error: text or json"),
  /** The file with further settings. */
  CONFIG("file", null, "File with further settings, one 'name = value' a line");

  private final String unit;
  private final @Nullable String standard;
  private final String sentence;
  private final @Nullable String alias;

  Setting(String unit, @Nullable String standard, String sentence) {
    this(unit, standard, sentence, null);
  }

  Setting(String unit, @Nullable String standard, String sentence, @Nullable String alias) {
    this.unit = unit;
    this.standard = standard;
    this.sentence = sentence;
    this.alias = alias;
  }

  /** The word for its value: {@code folder}, {@code size}, {@code time}. */
  public String unit() {
    return unit;
  }

  /** What holds if nobody sets it, as one would write it; empty if that depends on others. */
  public Optional<String> standard() {
    return Optional.ofNullable(standard);
  }

  /** What it is for, in one sentence without a full stop. */
  public String sentence() {
    return sentence;
  }

  /** Its name in a settings file: {@code max-request}. */
  public String key() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Its name on the command line: {@code --max-request}. */
  public String option() {
    return "--" + key();
  }

  /** Its name in the environment: {@code MNEME_MAX_REQUEST}. */
  public String variable() {
    return PREFIX + name();
  }

  /** Another variable of the environment that means the same; ours wins over it. */
  public Optional<String> alias() {
    return Optional.ofNullable(alias);
  }

  /** Whether it is a yes-or-no, which on the command line needs no value. */
  public boolean isSwitch() {
    return this == DEMO || this == WEBHOOK_PRIVATE;
  }

  /**
   * Whether it may stand on the command line. A secret may not: every user of the machine can read
   * the command lines of all processes.
   */
  public boolean isOption() {
    return this != API_KEY;
  }

  /** What all our variables in the environment begin with. */
  static final String PREFIX = "MNEME_";

  static Optional<Setting> ofKey(String key) {
    return Arrays.stream(values()).filter(setting -> setting.key().equals(key)).findFirst();
  }

  static Optional<Setting> ofVariable(String name) {
    return Arrays.stream(values()).filter(setting -> setting.variable().equals(name)).findFirst();
  }
}
