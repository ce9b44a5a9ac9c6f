package dev.mayday.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Disabled;

/** What holds for tests themselves. */
@AnalyzeClasses(packages = "dev.mayday", importOptions = ImportOption.OnlyIncludeTests.class)
class TestsTest {

    @ArchTest
    static final ArchRule NO_TEST_SLEEPS =
            noClasses()
                    .should()
                    .callMethod(Thread.class, "sleep", long.class)
                    .orShould()
                    .callMethod(Thread.class, "sleep", java.time.Duration.class)
                    .orShould()
                    .callMethod(TimeUnit.class, "sleep", long.class);

    @ArchTest
    static final ArchRule NO_TEST_IS_SWITCHED_OFF =
            noMethods().should().beAnnotatedWith(Disabled.class);

    @ArchTest
    static final ArchRule NO_CLASS_OF_TESTS_IS_SWITCHED_OFF =
            noClasses().should().beAnnotatedWith(Disabled.class);
}
