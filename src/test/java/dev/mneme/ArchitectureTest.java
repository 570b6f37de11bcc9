package dev.mneme;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The arrows between the packages, as the table in the README draws them: down only. */
@AnalyzeClasses(packages = "dev.mneme", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule arrowsPointDown =
      layeredArchitecture()
          .consideringOnlyDependenciesInAnyPackage("dev.mneme..")
          .withOptionalLayers(true)
          .layer("program")
          .definedBy("dev.mneme")
          .layer("cli")
          .definedBy("dev.mneme.cli..")
          .layer("http")
          .definedBy("dev.mneme.http..")
          .layer("api")
          .definedBy("dev.mneme.api..")
          .layer("demo")
          .definedBy("dev.mneme.demo..")
          .layer("memory")
          .definedBy("dev.mneme.memory..")
          .layer("database")
          .definedBy("dev.mneme.database..")
          .layer("git")
          .definedBy("dev.mneme.git")
          .layer("git.storage")
          .definedBy("dev.mneme.git.storage..")
          .layer("objects")
          .definedBy("dev.mneme.objects..")
          .layer("config")
          .definedBy("dev.mneme.config..")
          .layer("agent")
          .definedBy("dev.mneme.agent..")
          .layer("block")
          .definedBy("dev.mneme.block..")
          .whereLayer("program")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("cli")
          .mayOnlyBeAccessedByLayers("program")
          .whereLayer("http")
          .mayOnlyBeAccessedByLayers("program")
          .whereLayer("api")
          .mayOnlyBeAccessedByLayers("program", "http")
          .whereLayer("demo")
          .mayOnlyBeAccessedByLayers("program")
          .whereLayer("memory")
          .mayOnlyBeAccessedByLayers("program", "http", "api", "demo")
          .whereLayer("database")
          .mayOnlyBeAccessedByLayers("program", "memory", "http", "demo")
          .whereLayer("git")
          .mayOnlyBeAccessedByLayers("program", "memory", "http", "demo")
          .whereLayer("git.storage")
          .mayOnlyBeAccessedByLayers("program", "git", "memory", "http", "demo")
          .whereLayer("objects")
          .mayOnlyBeAccessedByLayers("program", "git.storage", "http")
          .whereLayer("config")
          .mayOnlyBeAccessedByLayers("program", "cli", "http")
          .whereLayer("agent")
          .mayOnlyBeAccessedByLayers("program", "http", "api", "demo", "memory", "database", "git")
          .because("a reader finds what a change touches by looking down, never up");

  @ArchTest
  static final ArchRule packagesHaveNoCycles =
      slices().matching("dev.mneme.(**)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule blocksAndAgentsStandOnTheJdkAlone =
      noClasses()
          .that()
          .resideInAnyPackage("dev.mneme.block..", "dev.mneme.agent..")
          .should()
          .dependOnClassesThat(
              describe(
                  "are not of the JDK",
                  (JavaClass c) ->
                      !c.getPackageName().startsWith("java.")
                          && !c.getPackageName().startsWith("dev.mneme.block")
                          && !c.getPackageName().startsWith("dev.mneme.agent")
                          && !c.getPackageName().startsWith("org.jspecify")
                          && !c.getPackageName().startsWith("org.snakeyaml.engine")
                          && !c.isPrimitive()
                          && !c.isArray()))
          .because("what a block is must not change with a library");

  @ArchTest
  static final ArchRule jgitStaysInGit =
      onlyIn("org.eclipse.jgit..", "dev.mneme.git..", "dev.mneme.http.git..");

  @ArchTest
  static final ArchRule sqlStaysInDatabase =
      onlyIn("org.jdbi..", "dev.mneme.database..").allowEmptyShould(true);

  @ArchTest
  static final ArchRule jdbcStaysInDatabase = onlyIn("java.sql..", "dev.mneme.database..");

  @ArchTest
  static final ArchRule jettyStaysInHttp = onlyIn("org.eclipse.jetty..", "dev.mneme.http..");

  @ArchTest
  static final ArchRule commandLineStaysInCli = onlyIn("picocli..", "dev.mneme.cli..", "dev.mneme");

  @ArchTest
  static final ArchRule onlyConfigReadsTheEnvironment =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.mneme.config..")
          .should()
          .callMethod(System.class, "getenv")
          .orShould()
          .callMethod(System.class, "getenv", String.class)
          .because("settings are read once, in one place, with one list of names");

  @ArchTest
  static final ArchRule onlyTheProgramExits =
      noClasses()
          .that()
          .resideOutsideOfPackages("dev.mneme", "dev.mneme.cli..")
          .should()
          .callMethod(System.class, "exit", int.class);

  @ArchTest
  static final ArchRule timeComesInThroughTheConstructor =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.mneme")
          .should()
          .callMethod(java.time.Instant.class, "now")
          .orShould()
          .callMethod(java.time.Clock.class, "systemUTC")
          .orShould()
          .callMethod(System.class, "currentTimeMillis")
          .because("a test must be able to say what time it is");

  @ArchTest
  static final ArchRule namesSayWhatAThingIs =
      noClasses()
          .should()
          .haveSimpleNameEndingWith("Util")
          .orShould()
          .haveSimpleNameEndingWith("Utils")
          .orShould()
          .haveSimpleNameEndingWith("Helper")
          .orShould()
          .haveSimpleNameEndingWith("Manager")
          .orShould()
          .haveSimpleNameEndingWith("Impl")
          .orShould()
          .haveSimpleNameStartingWith("Abstract");

  @ArchTest
  static final ArchRule oneWayToLog = noFields().should().haveRawType("java.util.logging.Logger");

  @Test
  void everyPackageSaysWhatItIsAndKnowsNoNull() throws IOException {
    for (Path folder : foldersWithSources()) {
      Path info = folder.resolve("package-info.java");
      assertThat(info).exists();
      assertThat(Files.readString(info, StandardCharsets.UTF_8)).contains("@NullMarked", "/**");
    }
  }

  /** A rule that holds whatever one does is none: each is shown a class that breaks it. */
  @Test
  void rulesAreBrokenByClassesThatBreakThem() {
    assertThat(breaks(jgitStaysInGit, OutOfPlace.class)).isTrue();
    assertThat(breaks(timeComesInThroughTheConstructor, dev.mneme.testing.WrongClock.class))
        .isTrue();
  }

  /** Uses JGit where it must not. */
  static final class OutOfPlace {
    final org.eclipse.jgit.lib.ObjectId id = org.eclipse.jgit.lib.ObjectId.zeroId();
  }

  private static boolean breaks(ArchRule rule, Class<?> culprit) {
    var classes = new com.tngtech.archunit.core.importer.ClassFileImporter().importClasses(culprit);
    return rule.evaluate(classes).hasViolation();
  }

  private static ArchRule onlyIn(String library, String... homes) {
    return noClasses()
        .that()
        .resideOutsideOfPackages(homes)
        .should()
        .dependOnClassesThat(resideInAPackage(library));
  }

  private static List<Path> foldersWithSources() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .map(Path::getParent)
          .distinct()
          .toList();
    }
  }
}
