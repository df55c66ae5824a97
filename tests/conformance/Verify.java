import java.io.File;
import java.util.TreeSet;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

/** Checks pairs of a flavour ("3a", "ua1") and a file; prints one line per pair: flavour, file, checks made, rules broken. */
public class Verify {
    public static void main(String[] pairs) throws Exception {
        Logger.getLogger("").setLevel(Level.SEVERE);
        VeraGreenfieldFoundryProvider.initialise();
        for (int i = 0; i < pairs.length; i += 2) {
            ValidationResult result = validate(PDFAFlavour.byFlavourId(pairs[i]), new File(pairs[i + 1]));
            TreeSet<String> broken = new TreeSet<>();
            for (TestAssertion assertion : result.getTestAssertions()) {
                if (assertion.getStatus() == TestAssertion.Status.FAILED) {
                    broken.add(assertion.getRuleId().getClause() + "-" + assertion.getRuleId().getTestNumber());
                }
            }
            if (!result.isCompliant() && broken.isEmpty()) {
                broken.add("not-compliant");
            }
            System.out.println(String.join("\t", pairs[i], pairs[i + 1],
                    String.valueOf(result.getTotalAssertions()), String.join(" ", broken)));
        }
    }

    private static ValidationResult validate(PDFAFlavour flavour, File file) throws Exception {
        try (PDFAParser parser = Foundries.defaultInstance().createParser(file, flavour)) {
            return Foundries.defaultInstance().createValidator(flavour, false).validate(parser);
        }
    }
}
