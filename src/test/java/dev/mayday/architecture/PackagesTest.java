package dev.mayday.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.GeneralCodingRules;
import jakarta.persistence.Entity;
import jakarta.ws.rs.Path;
import org.jspecify.annotations.NullMarked;

/** Which package may know which. The picture is in architecture.md. */
@AnalyzeClasses(packages = "dev.mayday", importOptions = ImportOption.DoNotIncludeTests.class)
class PackagesTest {
    private static final String[] EDGES = {
        "..mayday.device..",
        "..mayday.guardian..",
        "..mayday.live..",
        "..mayday.ingest..",
        "..mayday.operator..",
        "..mayday.readiness.."
    };
    private static final String[] DOMAIN = {
        "..mayday.alert..",
        "..mayday.contact..",
        "..mayday.location..",
        "..mayday.notification..",
        "..mayday.sharing..",
        "..mayday.checkin..",
        "..mayday.place.."
    };
    private static final String[] GROUND = {
        "..mayday.identity..",
        "..mayday.outbox..",
        "..mayday.clock..",
        "..mayday.problem..",
        "..mayday.wire.."
    };

    @ArchTest
    static final ArchRule NO_CYCLES =
            slices().matching("dev.mayday.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule DESKS_KNOW_NO_SOCKETS =
            noClasses()
                    .that()
                    .resideInAnyPackage(DOMAIN)
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(EDGES);

    @ArchTest
    static final ArchRule THE_GROUND_KNOWS_NEITHER =
            noClasses()
                    .that()
                    .resideInAnyPackage(GROUND)
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(EDGES)
                    .orShould()
                    .dependOnClassesThat()
                    .resideInAnyPackage(DOMAIN);

    @ArchTest
    static final ArchRule CONTACTS_STAND_ALONE =
            noClasses()
                    .that()
                    .resideInAPackage("..mayday.contact..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            "..mayday.alert..", "..mayday.location..", "..mayday.notification..");

    @ArchTest
    static final ArchRule PLACES_STAND_ALONE =
            noClasses()
                    .that()
                    .resideInAPackage("..mayday.location..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            "..mayday.alert..", "..mayday.contact..", "..mayday.notification..");

    @ArchTest
    static final ArchRule AN_ALERT_SENDS_NOTHING_ITSELF =
            noClasses()
                    .that()
                    .resideInAPackage("..mayday.alert..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("..mayday.contact..", "..mayday.notification..");

    @ArchTest
    static final ArchRule A_CHANNEL_KNOWS_NO_OTHER =
            slices().matching("dev.mayday.notification.(*)..")
                    .should()
                    .notDependOnEachOther()
                    .allowEmptyShould(true);

    @ArchTest
    static final ArchRule PACKAGES_ARE_NOUNS_OF_THE_DOMAIN =
            noClasses()
                    .should()
                    .resideInAnyPackage(
                            "..util..",
                            "..utils..",
                            "..common..",
                            "..dto..",
                            "..impl..",
                            "..manager..",
                            "..helper..",
                            "..helpers..",
                            "..controller..",
                            "..service..",
                            "..repository..");

    @ArchTest
    static final ArchRule CLASSES_ARE_NO_HELPERS =
            noClasses().should().haveNameMatching(".*(Util|Utils|Helper|Manager|Impl|Dto|DTO)$");

    @ArchTest
    static final ArchRule NO_ENTITY_LEAVES_ITS_PACKAGE =
            classes().that().areAnnotatedWith(Entity.class).should().bePackagePrivate();

    @ArchTest
    static final ArchRule RESOURCES_ARE_FOR_NOBODY_ELSE =
            classes().that().areAnnotatedWith(Path.class).should().bePackagePrivate();

    @ArchTest
    static final ArchRule NULL_IS_SAID_EVERYWHERE =
            classes().should(liveInAPackageThatIsNullMarked());

    @ArchTest
    static final ArchRule WHAT_IS_SAID_GOES_TO_THE_LOG =
            GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;

    static ArchCondition<JavaClass> liveInAPackageThatIsNullMarked() {
        return new ArchCondition<>("live in a package whose package-info is @NullMarked") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                boolean marked = type.getPackage().isAnnotatedWith(NullMarked.class);
                events.add(
                        new SimpleConditionEvent(
                                type,
                                marked,
                                type.getPackageName() + " has no package-info with @NullMarked"));
            }
        };
    }
}
