import java.io.*;
import java.nio.charset.StandardCharsets;
import java.util.*;
import net.sf.okapi.common.*;
import net.sf.okapi.lib.segmentation.SRXDocument;

/** Cuts each line "lang TAB text" by the rules of an SRX file: a segment a line, then a blank line. */
public class Cut {
  public static void main(String[] args) throws Exception {
    SRXDocument doc = new SRXDocument();
    doc.loadRules(args[0]);
    BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, "UTF-8");
    for (String line; (line = in.readLine()) != null; ) {
      int tab = line.indexOf('\t');
      String text = line.substring(tab + 1);
      ISegmenter seg = doc.compileLanguageRules(LocaleId.fromString(line.substring(0, tab)), null);
      seg.computeSegments(text);
      List<Integer> ends = new ArrayList<>(seg.getSplitPositions());
      ends.removeIf(at -> at >= text.length());
      ends.add(text.length());
      int from = 0;
      for (int at : ends) {
        out.println(text.substring(from, at).trim());
        from = at;
      }
      out.println();
    }
  }
}
