package berth.release;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathFactory;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

/** The pom of this build. */
final class Pom {

  private Pom() {}

  /** The texts of all elements at the path. */
  static List<String> texts(String path) {
    try {
      Document pom =
          DocumentBuilderFactory.newDefaultInstance()
              .newDocumentBuilder()
              .parse(Path.of("pom.xml").toFile());
      NodeList found =
          (NodeList)
              XPathFactory.newDefaultInstance()
                  .newXPath()
                  .evaluate(path, pom, XPathConstants.NODESET);
      return IntStream.range(0, found.getLength())
          .mapToObj(index -> found.item(index).getTextContent().strip())
          .toList();
    } catch (Exception failure) {
      throw new IllegalStateException(failure);
    }
  }
}
