package dev.mneme.config;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.spi.ContextAwareBase;
import java.nio.charset.StandardCharsets;

/**
 * Tells logback how our log lines look; found by it as a service. In code rather than in XML,
 * because the reading of XML costs every start a seventh of a second.
 */
public final class LogLines extends ContextAwareBase implements Configurator {
  /** Logback's property: an operator's own configuration, which goes before ours. */
  private static final String CONFIGURATION = "logback.configurationFile";

  /**
   * One event is one line: time, level, who, what, and the facts as key=value. Control characters
   * are taken out, so that no client can write a log line of its own.
   */
  private static final String LINE =
      "%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX} %-5level %logger{0}"
          + " %replace(%msg%replace( %kvp){'^ $', ''}){'[\\p{Cntrl}\\u2028\\u2029]+', ' '}%n%ex";

  @Override
  public ExecutionStatus configure(LoggerContext log) {
    if (System.getProperty(CONFIGURATION) != null) {
      return ExecutionStatus.INVOKE_NEXT_IF_ANY;
    }
    log.getLogger("dev.mneme").setLevel(Level.INFO);
    var root = log.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    root.setLevel(Level.WARN);
    root.addAppender(standardError(log));
    return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
  }

  private static ConsoleAppender<ILoggingEvent> standardError(LoggerContext log) {
    var appender = new ConsoleAppender<ILoggingEvent>();
    appender.setContext(log);
    appender.setTarget("System.err");
    appender.setEncoder(started(log, encoder(LogFormat.used())));
    appender.start();
    return appender;
  }

  static Encoder<ILoggingEvent> encoder(LogFormat format) {
    return switch (format) {
      case TEXT -> line();
      case JSON -> object();
    };
  }

  private static PatternLayoutEncoder line() {
    var encoder = new PatternLayoutEncoder();
    encoder.setCharset(StandardCharsets.UTF_8);
    encoder.setPattern(LINE);
    return encoder;
  }

  private static JsonEncoder object() {
    var encoder = new JsonEncoder();
    encoder.setWithSequenceNumber(false);
    encoder.setWithNanoseconds(false);
    encoder.setWithContext(false);
    encoder.setWithFormattedMessage(true);
    encoder.setWithMessage(false);
    encoder.setWithArguments(false);
    return encoder;
  }

  private static Encoder<ILoggingEvent> started(LoggerContext log, Encoder<ILoggingEvent> encoder) {
    encoder.setContext(log);
    encoder.start();
    return encoder;
  }
}
