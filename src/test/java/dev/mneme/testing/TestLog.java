package dev.mneme.testing;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.LoggerFactory;

/** Listens to what this process logs, stack traces included, until it is closed. */
public final class TestLog implements AutoCloseable {
  private final List<ILoggingEvent> events = new CopyOnWriteArrayList<>();
  private final AppenderBase<ILoggingEvent> appender =
      new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
          events.add(event);
        }
      };

  private TestLog() {
    appender.start();
    root().addAppender(appender);
  }

  /** From now on. */
  public static TestLog listen() {
    return new TestLog();
  }

  /** Everything that was logged, one event after the other. */
  public List<String> lines() {
    return events.stream().map(TestLog::line).toList();
  }

  /** Only what asks for a person. */
  public List<String> errors() {
    return events.stream()
        .filter(event -> event.getLevel().levelStr.equals("ERROR"))
        .map(TestLog::line)
        .toList();
  }

  private static String line(ILoggingEvent event) {
    var thrown = event.getThrowableProxy();
    return "%s %s %s%s"
        .formatted(
            event.getLevel(),
            event.getLoggerName(),
            event.getFormattedMessage(),
            thrown == null ? "" : "\n" + ThrowableProxyUtil.asString(thrown));
  }

  private static Logger root() {
    return (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
  }

  @Override
  public void close() {
    root().detachAppender(appender);
    appender.stop();
  }
}
