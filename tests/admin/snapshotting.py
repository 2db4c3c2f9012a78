"""What the tests of snapshots do."""

JSON = {"Content-Type": "application/json"}


class Snapshots:
    def __init__(self, world):
        self.world = world

    def name(self, suffix=""):
        return f"{self.world.name}{suffix}"[-64:]

    def path(self, suffix=""):
        return f"/snapshots/{self.name(suffix)}"

    def save(self, suffix=""):
        return self.world.admin.put(self.path(suffix)).raise_for_status()

    def download(self, suffix=""):
        return self.world.admin.get(self.path(suffix)).raise_for_status()

    def upload(self, content, suffix=""):
        return self.world.admin.put(self.path(suffix), content=content, headers=JSON)

    def restore(self, suffix=""):
        return self.world.admin.post(f"{self.path(suffix)}/restore").raise_for_status().json()

    def fork(self, other, suffix=""):
        return self.world.admin.post(f"{self.path(suffix)}/fork", json={"world": other.name})

    def listed(self):
        names = [each["name"] for each in self.world.admin.get("/snapshots").json()["data"]]
        return [each for each in names if each.startswith(self.world.name[:40])]


def make(world, name="Made"):
    return world.dify.post("/datasets", json={"name": name}).raise_for_status().json()["id"]


def names(world):
    return [each["name"] for each in world.dify.get("/datasets").json()["data"]]
