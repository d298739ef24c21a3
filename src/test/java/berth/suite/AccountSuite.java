package berth.suite;

import org.junit.platform.suite.api.IncludeClassNamePatterns;
import org.junit.platform.suite.api.SelectPackages;
import org.junit.platform.suite.api.Suite;

/** The tests of accounts, and of Discord, which knows their users. */
@Suite
@SelectPackages({"berth.account", "berth.discord"})
@IncludeClassNamePatterns(".*Test")
class AccountSuite {}
