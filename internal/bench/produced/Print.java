import com.lowagie.text.pdf.PdfReader;
import com.lowagie.text.pdf.parser.PdfTextExtractor;
import com.openhtmltopdf.outputdevice.helper.BaseRendererBuilder.FontStyle;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import com.openhtmltopdf.util.XRLog;
import java.io.File;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.jsoup.Jsoup;
import org.jsoup.helper.W3CDom;

/** Prints HTML by openhtmltopdf, and reads the PDF by PDFBox and OpenPDF: FOLDER/html/NAME.html to FOLDER/text/NAME.*. */
public class Print {
  static final String FONTS = "/usr/share/fonts/truetype/liberation/LiberationSerif-";

  public static void main(String[] args) throws Exception {
    XRLog.setLoggingEnabled(false);
    Path folder = Path.of(args[0]);
    for (File f : folder.resolve("html").toFile().listFiles()) {
      String out = folder.resolve("text").resolve(f.getName().replace(".html", "")).toString();
      try {
        print(f, out + ".pdf");
        read(out);
      } catch (Exception e) {
        System.err.println(f + ": " + e);
      }
    }
  }

  static void print(File html, String pdf) throws Exception {
    PdfRendererBuilder b = new PdfRendererBuilder();
    b.useFastMode();
    b.useFont(new File(FONTS + "Regular.ttf"), "face", 400, FontStyle.NORMAL, true);
    b.useFont(new File(FONTS + "Bold.ttf"), "face", 700, FontStyle.NORMAL, true);
    b.useFont(new File(FONTS + "Italic.ttf"), "face", 400, FontStyle.ITALIC, true);
    b.withW3cDocument(new W3CDom().fromJsoup(Jsoup.parse(html, "UTF-8")), html.toURI().toString());
    try (OutputStream o = Files.newOutputStream(Path.of(pdf))) {
      b.toStream(o);
      b.run();
    }
  }

  static void read(String name) throws Exception {
    try (PDDocument d = PDDocument.load(new File(name + ".pdf"))) {
      Files.writeString(Path.of(name + ".pdfbox.txt"), new PDFTextStripper().getText(d));
    }
    PdfReader r = new PdfReader(name + ".pdf");
    PdfTextExtractor x = new PdfTextExtractor(r);
    StringBuilder s = new StringBuilder();
    for (int i = 1; i <= r.getNumberOfPages(); i++) {
      s.append(x.getTextFromPage(i)).append("\n\n");
    }
    Files.writeString(Path.of(name + ".openpdf.txt"), s.toString());
  }
}
