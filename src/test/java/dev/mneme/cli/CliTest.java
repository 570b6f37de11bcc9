package dev.mneme.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mneme.config.Setting;
import dev.mneme.config.Settings;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CliTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final List<Settings> started = new ArrayList<>();

  private int run(ServerStarter server, String... arguments) {
    return Cli.of(server, CliTest::open)
        .printingTo(new PrintWriter(out, true), new PrintWriter(err, true))
        .run(arguments);
  }

  private int run(String... arguments) {
    return run(this::startAndCloseAtOnce, arguments);
  }

  private static OpenedMemory open(Settings settings) {
    throw new AssertionError("no command here opens memory: " + settings);
  }

  private StartedServer startAndCloseAtOnce(Settings settings) {
    started.add(settings);
    return new ClosedServer();
  }

  private record ClosedServer() implements StartedServer {
    @Override
    public URI url() {
      return URI.create("http://127.0.0.1:8283");
    }

    @Override
    public Optional<String> demoAgent() {
      return Optional.of("agent-1");
    }

    @Override
    public void awaitClose() {}

    @Override
    public void close() {}
  }

  @Test
  void serveStartsWithItsOptionsAndSaysWhatToTry() {
    int exit = run("serve", "--data", "/srv/memory", "--port=0", "--demo");

    assertThat(exit).isZero();
    assertThat(started.getFirst().data()).hasToString("/srv/memory");
    assertThat(started.getFirst().http().port()).isZero();
    assertThat(started.getFirst().demo()).isTrue();
    assertThat(out.toString())
        .contains(
            "http://127.0.0.1:8283",
            "LETTA_BASE_URL",
            "git clone http://127.0.0.1:8283/v1/git/agent-1/state.git");
  }

  @Test
  void demoCanBeSwitchedOffExplicitly() {
    run("serve", "--demo=no");

    assertThat(started.getFirst().demo()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "nonsense", "serve --prot 1", "serve extra", "serve --port"})
  void wrongCommandLineIsExitCode64(String line) {
    int exit = run(line.isEmpty() ? new String[0] : line.split(" ", -1));

    assertThat(exit).isEqualTo(64);
    assertThat(err.toString()).startsWith("mneme: ");
    assertThat(started).isEmpty();
  }

  @Test
  void wrongSettingIsExitCode64WithTheReasonAndNoTrace() {
    int exit = run("serve", "--bind", "0.0.0.0");

    assertThat(exit).isEqualTo(64);
    assertThat(err.toString()).contains("without a key").doesNotContain("\tat ");
  }

  @Test
  void serverThatCannotStartIsExitCode1WithTheReason() {
    int exit =
        run(
            settings -> {
              throw new IllegalStateException("port 8283 is taken");
            },
            "serve");

    assertThat(exit).isEqualTo(1);
    assertThat(err.toString()).contains("mneme: port 8283 is taken");
  }

  @Test
  void helpOfServeNamesEverySetting() {
    int exit = run("help", "serve");

    assertThat(exit).isZero();
    assertThat(out.toString())
        .contains(
            java.util.Arrays.stream(Setting.values())
                .filter(Setting::isOption)
                .map(Setting::option)
                .toList());
  }

  @Test
  void helpAloneListsTheCommandsAsTheOptionDoes() {
    assertThat(run("help")).isZero();
    String help = out.toString();
    out.getBuffer().setLength(0);

    assertThat(run("--help")).isZero();
    assertThat(help).contains("serve").isEqualTo(out.toString());
  }

  @Test
  void helpOfAnUnknownCommandSaysSo() {
    assertThat(run("help", "swerve")).isEqualTo(64);
    assertThat(err.toString()).contains("no command 'swerve'");
  }

  @Test
  void keyIsNoOptionBecauseEveryUserOfTheMachineCouldReadIt() {
    assertThat(run("serve", "--api-key", "s3cret")).isEqualTo(64);
  }

  @Test
  void versionIsPrinted() {
    assertThat(run("--version")).isZero();
    assertThat(out.toString()).startsWith("mneme ");
  }
}
