"""Publishing the site in versions: checkout, build, manifest, and one commit on the published branch."""
