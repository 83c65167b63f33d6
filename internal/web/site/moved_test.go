package site

import (
	"testing"

	"assistive-referrals/internal/web"
)

// A number that belongs to another address would send an installer there.
func TestAnotherAddressTakesTheUPRNAway(t *testing.T) {
	d := newSite(t).signIn(socialWorker).begin().fill(with(pendant(), "person", map[string]string{"uprn": "100000000001"}))
	d.get(d.path + "/person").must(200).says(`value="100000000001"`)
	d.post(d.path+"/person", with(pendant(), "person", map[string]string{"uprn": "100000000001", "address": "2 Example Street"})["person"]).must(303)
	d.get(d.path + "/person").must(200).says("2 Example Street").lacks("100000000001")
}

func TestAnotherAddressTakesTheUPRNAwayAfterSendingToo(t *testing.T) {
	s := newSite(t)
	r := s.strandAt(tech, waiting)
	path, b := web.AnswersPath(r, "person"), s.signIn(socialWorker)
	form := with(pendant(), "person", map[string]string{"uprn": "100000000001"})["person"]
	b.post(path, b.get(path).must(200).answered(form, map[string]string{"reason": "They moved."})).must(303)
	b.get(web.PathOfCase(r)).must(200).says("100000000001")
	b.post(path, b.get(path).must(200).answered(form, map[string]string{"address": "3 Example Street", "reason": "They moved again."})).must(303)
	b.get(web.PathOfCase(r)).must(200).says("3 Example Street").lacks(">100000000001<")
}
