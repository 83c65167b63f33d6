package site

import (
	"fmt"
	"net/http"
	"testing"

	"assistive-referrals/internal/catalogue"
)

func TestTheCatalogueShowsEveryType(t *testing.T) {
	page := newSite(t).signIn(socialWorker).get("/catalogue").must(http.StatusOK).golden("catalogue")
	for _, e := range catalogue.All() {
		page.says(e.Name, e.Need, fmt.Sprintf(`href="#%s"`, e.Code), fmt.Sprintf(`id="%s"`, e.Code))
	}
}
