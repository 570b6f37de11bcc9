package dev.mneme;

import static com.tngtech.archunit.core.importer.ImportOption.Predefined.DO_NOT_INCLUDE_TESTS;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.mneme.WrongProgram.Wrong;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.FieldSource;

/** The program keeps each rule, and each rule sees the classes that do not. */
class ArchitectureTest {
  private static final JavaClasses PROGRAM =
      new ClassFileImporter().withImportOption(DO_NOT_INCLUDE_TESTS).importPackages("dev.mneme");

  static final List<Wrong> WRONGS =
      List.of(
          wrong("PACKAGES_KNOW_ONLY_WHAT_THEY_MAY", "block", "Up", "dev.mneme.agent.AgentId id;"),
          wrong(
              "PACKAGES_KNOW_ONLY_WHAT_THEY_MAY",
              "memory",
              "Settled",
              "dev.mneme.config.Settings settings;"),
          wrong(
              "PACKAGES_KNOW_ONLY_WHAT_THEY_MAY",
              "git.storage",
              "InBlocks",
              "dev.mneme.block.Block block;"),
          wrong(
              "PACKAGES_KNOW_ONLY_WHAT_THEY_MAY",
              "http",
              "Rows",
              "dev.mneme.database.Database database;"),
          wrong(
              "PACKAGES_KNOW_ONLY_WHAT_THEY_MAY",
              "http.rest",
              "Root",
              "dev.mneme.RunningServer server;"),
          wrong(
              "PACKAGES_KNOW_ONLY_WHAT_THEY_MAY",
              "unheard",
              "OfNoLine",
              "dev.mneme.block.Block block;"),
          wrong("NO_CYCLES", "first", "Here", "dev.mneme.second.There there;"),
          wrong("NO_CYCLES", "second", "There", "dev.mneme.first.Here here;"),
          wrong("VALUES_USE_THE_JDK_ALONE", "agent", "Logging", "org.slf4j.Logger log;"),
          wrong(
              "YAML_IS_BEHIND_A_SEAM",
              "memory",
              "Yamled",
              "org.snakeyaml.engine.v2.api.Load yaml;"),
          wrong("JGIT_STAYS_IN_GIT", "http.rest", "Tip", "org.eclipse.jgit.lib.ObjectId tip;"),
          wrong("SQL_STAYS_IN_DATABASE", "memory", "Jdbc", "java.sql.Connection connection;"),
          wrong("SQL_STAYS_IN_DATABASE", "git", "Jdbi", "org.jdbi.v3.core.Handle handle;"),
          wrong("JETTY_STAYS_IN_HTTP", "memory", "Jetty", "org.eclipse.jetty.server.Request r;"),
          wrong("PICOCLI_STAYS_IN_CLI", "memory", "Command", "picocli.CommandLine commands;"),
          wrong("STATUS_CODES_STAY_IN_HTTP", "memory", "Refusal", "int status() { return 404; }"),
          wrong("STATUS_CODES_STAY_IN_HTTP", "git", "Failure", "final int statusCode = 500;"),
          wrong(
              "ENVIRONMENT_IS_READ_IN_CONFIG",
              "database",
              "Environment",
              "String url = System.getenv(\"URL\");"),
          wrong("PROCESS_ENDS_IN_MAIN_OR_CLI", "http", "Exit", "void stop() { System.exit(1); }"),
          wrong(
              "PROCESS_ENDS_IN_MAIN_OR_CLI",
              "http",
              "Halt",
              "void stop() { Runtime.getRuntime().halt(1); }"),
          wrong(
              "TIME_COMES_IN_THROUGH_CONSTRUCTORS",
              "memory",
              "Now",
              "Object now = java.time.Instant.now();"),
          wrong(
              "TIME_COMES_IN_THROUGH_CONSTRUCTORS",
              "git",
              "Clocked",
              "java.util.function.Supplier<?> clock = java.time.Clock::systemUTC;"),
          wrong(
              "TIME_COMES_IN_THROUGH_CONSTRUCTORS",
              "objects.file",
              "Millis",
              "long now = System.currentTimeMillis();"),
          wrong("NO_JAVA_UTIL_LOGGING", "git", "Levels", "java.util.logging.Level level;"),
          wrong("NO_FIELD_INJECTION", "memory", "Fed", "@interface Inject {} @Inject String n;"),
          wrong("NAMES_SAY_WHAT_A_CLASS_IS", "git", "PathUtils", ""),
          wrong("NAMES_SAY_WHAT_A_CLASS_IS", "git", "AbstractRef", ""),
          wrong("NAMES_SAY_WHAT_A_CLASS_IS", "git", "Refs", "static class RefManager {}"),
          wrong("PACKAGES_ARE_NULL_MARKED", "unheard.of", "Unmarked", ""));

  private static JavaClasses wrongProgram = PROGRAM;

  private static Wrong wrong(String rule, String inPackage, String name, String body) {
    return new Wrong(ArchitectureRule.valueOf(rule), inPackage, name, body);
  }

  @BeforeAll
  static void compileTheWrongs(@TempDir Path folder) throws IOException {
    wrongProgram = WrongProgram.compile(folder, WRONGS);
  }

  @ParameterizedTest
  @EnumSource
  void programKeepsTheRule(ArchitectureRule rule) {
    rule.rule.check(PROGRAM);
  }

  @ParameterizedTest
  @FieldSource("WRONGS")
  void ruleSeesTheClassThatBreaksIt(Wrong wrong) {
    var report = wrong.rule().rule.evaluate(wrongProgram).getFailureReport();

    assertThat(String.join("\n", report.getDetails())).contains(wrong.fullName());
  }

  @Test
  void everyRuleHasAClassThatBreaksIt() {
    assertThat(WRONGS).extracting(Wrong::rule).contains(ArchitectureRule.values());
  }
}
