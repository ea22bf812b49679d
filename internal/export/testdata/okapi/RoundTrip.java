import java.io.File;
import net.sf.okapi.common.Event;
import net.sf.okapi.common.LocaleId;
import net.sf.okapi.common.filters.IFilter;
import net.sf.okapi.common.filterwriter.IFilterWriter;
import net.sf.okapi.common.resource.RawDocument;
import net.sf.okapi.filters.tmx.TmxFilter;
import net.sf.okapi.filters.xliff.XLIFFFilter;

/** Reads each file with Okapi's filter for it and writes it back as FILE.out. Arguments: FROM TO FILE… */
public class RoundTrip {
  public static void main(String[] args) throws Exception {
    LocaleId from = LocaleId.fromString(args[0]), to = LocaleId.fromString(args[1]);
    for (int i = 2; i < args.length; i++) {
      int units = 0;
      try (IFilter filter = args[i].endsWith(".tmx") ? new TmxFilter() : new XLIFFFilter()) {
        filter.open(new RawDocument(new File(args[i]).toURI(), "UTF-8", from, to));
        try (IFilterWriter out = filter.createFilterWriter()) {
          out.setOptions(to, "UTF-8");
          out.setOutput(args[i] + ".out");
          while (filter.hasNext()) {
            Event event = filter.next();
            if (event.isTextUnit()) {
              units++;
            }
            out.handleEvent(event);
          }
        }
      }
      System.out.println(new File(args[i]).getName() + "\t" + units);
    }
  }
}
