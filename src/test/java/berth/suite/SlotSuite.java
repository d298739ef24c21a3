package berth.suite;

import org.junit.platform.suite.api.IncludeClassNamePatterns;
import org.junit.platform.suite.api.SelectPackages;
import org.junit.platform.suite.api.Suite;

/** The tests of slots, and of what is told about them. */
@Suite
@SelectPackages({"berth.slot", "berth.event", "berth.webhook", "berth.pool"})
@IncludeClassNamePatterns(".*Test")
class SlotSuite {}
