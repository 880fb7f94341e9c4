// Validate PDF files with veraPDF.
//
// Arguments: a flavour (such as ua1), then files. Prints one line for each rule that a file
// fails, and one "checked" line for each file, as fields with tabs between them:
//
//     failed  FILE  CLAUSE  TEST  DESCRIPTION
//     checked FILE
//     broken  FILE  MESSAGE

import java.io.FileInputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.TreeSet;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;

public class Vera {
    static Set<String> failures(String path, PDFAFlavour flavour) throws Exception {
        Set<String> failures = new TreeSet<>();
        try (InputStream stream = new FileInputStream(path);
                PDFAParser parser = Foundries.defaultInstance().createParser(stream, flavour);
                PDFAValidator validator = Foundries.defaultInstance().createValidator(flavour, false)) {
            for (TestAssertion assertion : validator.validate(parser).getTestAssertions()) {
                failures.add(
                        line(
                                "failed",
                                path,
                                assertion.getRuleId().getClause(),
                                String.valueOf(assertion.getRuleId().getTestNumber()),
                                assertion.getMessage()));
            }
        }
        return failures;
    }

    static String line(String... fields) {
        for (int i = 0; i < fields.length; i++) {
            fields[i] = String.valueOf(fields[i]).replaceAll("\\s+", " ").strip();
        }
        return String.join("\t", fields);
    }

    public static void main(String[] arguments) {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        VeraGreenfieldFoundryProvider.initialise();
        PDFAFlavour flavour = PDFAFlavour.fromString(arguments[0]);
        for (int i = 1; i < arguments.length; i++) {
            try {
                failures(arguments[i], flavour).forEach(out::println);
                out.println(line("checked", arguments[i]));
            } catch (Exception error) {
                out.println(line("broken", arguments[i], error.toString()));
            }
        }
    }
}
