package dev.mneme;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMembers;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaAnnotation;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.NullMarked;

/** The rules of the architecture that a machine can hold, each with its reason. */
enum ArchitectureRule {
  PACKAGES_KNOW_ONLY_WHAT_THEY_MAY(
      classes()
          .should(Components.knowOnlyWhatTheyMay())
          .because("arrows point down only; the table is in Components")),

  NO_CYCLES(
      slices()
          .matching("(dev.mneme..)")
          .should()
          .beFreeOfCycles()
          .because("two packages that need each other are one")),

  VALUES_USE_THE_JDK_ALONE(
      classes()
          .that()
          .resideInAnyPackage(
              "dev.mneme.block", "dev.mneme.agent", "dev.mneme.history", "dev.mneme.events")
          .should()
          .onlyDependOnClassesThat(
              resideInAnyPackage("java..", "org.jspecify..", "dev.mneme..", "org.snakeyaml.."))
          .because("what a block or a commit is does not change with a library")),

  YAML_IS_BEHIND_A_SEAM(
      knownOnlyIn("dev.mneme.block", "org.snakeyaml..")
          .because("frontmatter is read and written in one place")),

  JGIT_STAYS_IN_GIT(
      knownOnlyIn("dev.mneme.git..|dev.mneme.http.git", "org.eclipse.jgit..")
          .because("the rest speaks of memory, in the agent's terms")),

  SQL_STAYS_IN_DATABASE(
      knownOnlyIn(
              "dev.mneme.database..",
              "java.sql..",
              "javax.sql..",
              "org.jdbi..",
              "com.zaxxer..",
              "org.flywaydb..",
              "org.sqlite..",
              "org.postgresql..")
          .because("the dialect and the schema change in one place")),

  JETTY_STAYS_IN_HTTP(
      knownOnlyIn("dev.mneme.http..|dev.mneme.webhooks|dev.mneme.mcp", "org.eclipse.jetty..")
          .because("nothing else is about HTTP")),

  PICOCLI_STAYS_IN_CLI(
      knownOnlyIn("dev.mneme.cli", "picocli..").because("commands decide nothing")),

  STATUS_CODES_STAY_IN_HTTP(
      noMembers()
          .that()
          .areDeclaredInClassesThat()
          .resideOutsideOfPackages(
              "dev.mneme.http..",
              "dev.mneme.client..",
              "dev.mneme.objects.s3..",
              "dev.mneme.objects.gcs..")
          .should(
              ArchCondition.from(describe("name an HTTP status", ArchitectureRule::isStatusCode)))
          .because("a refusal says what is wrong; only the edge knows its number")),

  ENVIRONMENT_IS_READ_IN_CONFIG(
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.mneme.config")
          .should()
          .accessTargetWhere(uses(System.class, "getenv"))
          .because("what is read elsewhere is in no list of settings")),

  PROCESS_ENDS_IN_MAIN_OR_CLI(
      noClasses()
          .that()
          .resideOutsideOfPackages("dev.mneme", "dev.mneme.cli")
          .should()
          .accessTargetWhere(uses(System.class, "exit").or(uses(Runtime.class, "exit", "halt")))
          .because("only a command knows exit codes")),

  TIME_COMES_IN_THROUGH_CONSTRUCTORS(
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.mneme")
          .should()
          .accessTargetWhere(
              uses(Instant.class, "now")
                  .or(uses(Clock.class, "system", "systemUTC", "systemDefaultZone"))
                  .or(uses(Clock.class, "tickMillis", "tickSeconds", "tickMinutes"))
                  .or(uses(System.class, "currentTimeMillis")))
          .because("what reads the clock itself cannot be simulated")),

  NO_JAVA_UTIL_LOGGING(
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAPackage("java.util.logging..")
          .because("the log is SLF4J")),

  NO_FIELD_INJECTION(
      noFields()
          .should()
          .beAnnotatedWith(describe("an annotation that injects", ArchitectureRule::injects))
          .because("constructors take what they need, and ServerMain wires")),

  NAMES_SAY_WHAT_A_CLASS_IS(
      noClasses()
          .should()
          .haveNameMatching(".*[.$](Abstract[^.$]*|[^.$]*(Utils?|Helper|Manager|Impl))")
          .because("such a name fits every class")),

  PACKAGES_ARE_NULL_MARKED(
      classes()
          .should(
              ArchCondition.from(
                  describe(
                      "have a package-info.java with @NullMarked",
                      (JavaClass type) -> type.getPackage().isAnnotatedWith(NullMarked.class))))
          .because("nothing is null unless its type says so"));

  private static final Set<String> INJECTING = Set.of("Inject", "Autowired", "Resource", "Value");
  private static final Set<String> STATUS = Set.of("status", "statusCode", "httpStatus");

  /** As ArchUnit checks it; packages that are not written yet break no rule. */
  @SuppressWarnings("ImmutableEnumChecker") // it is immutable, ArchUnit only does not say so
  final ArchRule rule;

  ArchitectureRule(ArchRule rule) {
    this.rule = rule.allowEmptyShould(true);
  }

  /**
   * Libraries that only some packages may use.
   *
   * @param ours package patterns, separated by bars
   */
  private static ArchRule knownOnlyIn(String ours, String... libraries) {
    return noClasses()
        .that()
        .resideOutsideOfPackages(ours.split("\\|", -1))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(libraries);
  }

  private static DescribedPredicate<JavaAccess<?>> uses(Class<?> owner, String... methods) {
    return describe(
        owner.getSimpleName() + "." + String.join("/", methods),
        access ->
            access.getTargetOwner().isEquivalentTo(owner)
                && Set.of(methods).contains(access.getName()));
  }

  private static boolean injects(JavaAnnotation<?> annotation) {
    return INJECTING.contains(annotation.getRawType().getSimpleName());
  }

  private static boolean isStatusCode(JavaMember member) {
    return STATUS.contains(member.getName())
        && switch (member) {
          case JavaMethod method -> method.getRawReturnType().isEquivalentTo(int.class);
          case JavaField field -> field.getRawType().isEquivalentTo(int.class);
          default -> false;
        };
  }
}
