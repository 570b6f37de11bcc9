package dev.mneme.block;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class YamlSeamTest {
  @Test
  void onlyTheReaderKnowsTheYamlLibrary() {
    var classes =
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.mneme");

    noClasses()
        .that()
        .doNotHaveFullyQualifiedName(Yaml.class.getName())
        .and()
        .haveNameNotMatching(".*\\.YamlComposer(\\$.*)?")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.snakeyaml..")
        .check(classes);
  }
}
