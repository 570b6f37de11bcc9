package dev.mneme.config;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator.ExecutionStatus;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.encoder.Encoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.Logger;
import org.slf4j.event.KeyValuePair;
import tools.jackson.databind.json.JsonMapper;

class LogLinesTest {
  private final LoggerContext log = new LoggerContext();

  LogLinesTest() {
    log.setMDCAdapter(new LogbackMDCAdapter());
  }

  @Test
  void eventIsOneLineWithItsFacts() {
    String line = written(LogFormat.TEXT, "could not read");

    assertThat(line).matches("\\S+T\\S+ WARN  RepositoryLog could not read repository=\"r1\"\n");
  }

  @ParameterizedTest
  @EnumSource
  void nobodyWritesALineOfHisOwn(LogFormat format) {
    String line = written(format, "bad name: x\n2026-01-01 ERROR all is lost\u2028\u001b[31m");

    assertThat(line.strip().lines()).hasSize(1);
    assertThat(line).doesNotContain("\u001b").contains("all is lost");
  }

  @Test
  void jsonIsOneObjectALine() throws Exception {
    String line = written(LogFormat.JSON, "could not \"read\"");

    var object = JsonMapper.shared().readTree(line);
    assertThat(object.get("formattedMessage").asString()).isEqualTo("could not \"read\"");
    assertThat(object.get("level").asString()).isEqualTo("WARN");
  }

  @Test
  void ourInformationIsLoggedAndThatOfLibrariesIsNot() {
    ExecutionStatus next = new LogLines().configure(log);

    assertThat(next).isEqualTo(ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY);
    assertThat(log.getLogger("dev.mneme.git").isInfoEnabled()).isTrue();
    assertThat(log.getLogger("org.eclipse.jetty").isInfoEnabled()).isFalse();
    assertThat(log.getLogger(Logger.ROOT_LOGGER_NAME).iteratorForAppenders()).hasNext();
  }

  private String written(LogFormat format, String message) {
    Encoder<ILoggingEvent> encoder = LogLines.encoder(format);
    encoder.setContext(log);
    encoder.start();
    return new String(encoder.encode(event(message)), StandardCharsets.UTF_8);
  }

  private LoggingEvent event(String message) {
    var logger = log.getLogger("dev.mneme.git.storage.RepositoryLog");
    var event = new LoggingEvent("here", logger, Level.WARN, message, null, null);
    event.setKeyValuePairs(List.of(new KeyValuePair("repository", "r1")));
    return event;
  }
}
