package listpage_test

import (
	"fmt"
	"net/http"
	"testing"

	"assistive-referrals/infra/local/webtest"
	"assistive-referrals/internal/catalogue"
)

func TestTheCatalogueShowsEveryType(t *testing.T) {
	page := webtest.New(t).SignIn(webtest.SocialWorker).Get("/catalogue").Must(http.StatusOK).Golden("catalogue")
	for _, e := range catalogue.All() {
		page.Says(e.Name, e.Need, fmt.Sprintf(`href="#%s"`, e.Code), fmt.Sprintf(`id="%s"`, e.Code))
	}
}
