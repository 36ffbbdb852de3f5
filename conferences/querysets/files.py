from portfolios.querysets import MediaFileQuerySet


class ConferenceFileQuerySet(MediaFileQuerySet):
    def sent_by(self, user):
        return self.filter(by=user)
