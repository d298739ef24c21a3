package berth.database;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DatabaseUrlTest {

  @Test
  void servers_ofSeveral_eachHaveTheSameDatabaseAndParameters() {
    assertThat(DatabaseUrl.servers("postgresql://a:5432,[::1]:5433,c/berth?sslmode=require"))
        .containsExactly(
            "postgresql://a:5432/berth?sslmode=require",
            "postgresql://[::1]:5433/berth?sslmode=require",
            "postgresql://c/berth?sslmode=require");
  }

  @Test
  void servers_ofOne_isTheUrl() {
    assertThat(DatabaseUrl.servers("postgresql://a:5432/berth"))
        .containsExactly("postgresql://a:5432/berth");
  }
}
