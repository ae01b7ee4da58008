import com.amazonaws.services.glue.util.GlueArgParser
import io.tapeline.batch.NightlyJob

/**
 * Runs the nightly batch in Glue with what the run gives as --arguments: its own arguments, with spaces between them and
 * without their dashes, since Glue's parser takes a value that begins with one for the next argument.
 */
object NightlyGlue {
  def main(glueArguments: Array[String]): Unit = {
    val given = GlueArgParser.getResolvedOptions(glueArguments, Array("arguments"))("arguments")
    NightlyJob.main(given.split(" ").filter(_.nonEmpty).map("--" + _))
  }
}
